package io.faultline.injector.lease;

import java.util.List;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * What came of ending faults.
 *
 * @param halted the halt in force, if everything was halted
 * @param reverted how many were mended, or ended before they had an effect
 * @param failed those that could not be mended, or of which that is not known yet
 */
public record Braked(@Nullable Halt halted, int reverted, List<Failed> failed, long tookMs) {
    /** A fault that may still be in force. */
    public record Failed(long id, RunId run, String fault, String trouble, String manualUndo) {}
}
