package io.faultline.experiment.workflow;

import java.util.List;
import java.util.Set;

import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.experiment.history.RunRecord;

/** How many faults of a run came out how. Those that could not be judged are none of passed, failed and stopped. */
public record FaultCounts(int passed, int failed, int awaited, int stopped, int notAvailable, int total) {
    public static FaultCounts of(RunRecord run) {
        int all = run.experiment() == null ? 0 : run.experiment().spec().faults().size();
        List<FaultVerdict> verdicts = run.told(RunCompleted.class).stream()
                .flatMap(each -> each.scorecard().faults().stream()).map(Scorecard.FaultScore::verdict).toList();
        if (verdicts.isEmpty()) {
            return new FaultCounts(0, 0, all, 0, 0, all);
        }
        return new FaultCounts(count(verdicts, FaultVerdict.PASS), count(verdicts, FaultVerdict.FAIL),
                count(verdicts, FaultVerdict.AWAITED), count(verdicts, FaultVerdict.STOPPED),
                count(verdicts, FaultVerdict.NOT_AVAILABLE, FaultVerdict.ERROR), verdicts.size());
    }

    private static int count(List<FaultVerdict> verdicts, FaultVerdict... wanted) {
        Set<FaultVerdict> all = Set.of(wanted);
        return Math.toIntExact(verdicts.stream().filter(all::contains).count());
    }
}
