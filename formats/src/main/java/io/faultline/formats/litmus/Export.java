package io.faultline.formats.litmus;

import java.util.List;

import io.faultline.contracts.complaint.Complaint;

/**
 * An experiment as a workflow manifest.
 *
 * @param text the manifest
 * @param lost what has no counterpart there and is left out: with any of it, the manifest does less than the experiment
 * @param changed what is said in another way there, or is not needed
 */
public record Export(String text, List<Complaint> lost, List<Complaint> changed) {
    public Export {
        lost = List.copyOf(lost);
        changed = List.copyOf(changed);
    }

    /** Whether the manifest does all that the experiment does. */
    public boolean isComplete() {
        return lost.isEmpty();
    }
}
