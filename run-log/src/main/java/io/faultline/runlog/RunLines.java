package io.faultline.runlog;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import org.jspecify.annotations.Nullable;

/**
 * Where lines and samples for people go: sent at once, outside of any transaction, never blocking the caller. What is
 * lost on the way leaves a hole in the sequence, which log-stream-service reports.
 */
public interface RunLines {
    void line(RunId run, @Nullable StepId step, LogLine.Level level, String text);

    void sample(RunId run, StepId step, @Nullable FaultId fault, String probe, MeasurePhase phase,
            Measurement measurement);

    /**
     * Says that the service has no more to say of the run, so that the loss of its last lines shows, too. Said again
     * until Kafka has it; more lines may follow nevertheless.
     */
    void end(RunId run);
}
