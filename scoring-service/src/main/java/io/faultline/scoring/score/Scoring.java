package io.faultline.scoring.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.scoring.history.Asked;
import io.faultline.scoring.history.FaultStory;
import io.faultline.scoring.history.History;

/**
 * Litmus' resilience score: the faults' probe success, weighted. Every fault of the experiment counts, reached or not,
 * and each is known by its own name.
 */
final class Scoring {
    static final String FORMULA = "litmus-3/1";

    private Scoring() {}

    static Scorecard scorecard(History history) {
        Asked asked = history.asked();
        if (asked == null) {
            return new Scorecard(ResilienceScore.ZERO, FORMULA, history.settled() == null, List.of(), List.of());
        }
        List<Fault> faults = asked.experiment().spec().faults();
        long weights = faults.stream().mapToLong(Fault::weight).sum();
        List<FaultScore> scores = faults.stream().map(fault -> score(fault, history, weights)).toList();
        long success = scores.stream().mapToLong(each -> (long) each.weight() * each.probeSuccessPercentage()).sum();
        return new Scorecard(ResilienceScore.of(success, weights), FORMULA, history.settled() == null, scores,
                hypothesis(asked.experiment(), history));
    }

    /** The stages' own measurements: part of the verdict, of no fault, hence of no score. */
    static List<ProbeScore> stages(History history) {
        Asked asked = history.asked();
        return asked == null
                ? List.of()
                : asked.experiment().spec().stages().stream().map(Stage::probes).flatMap(List::stream)
                        .map(probe -> ProbeRules.ofStage(probe, history.stages().of(probe.name()))).toList();
    }

    private static FaultScore score(Fault fault, History history, long weights) {
        FaultStory story = history.fault(fault.id());
        RunSettled settled = history.settled();
        List<ProbeScore> probes = fault.probes().stream()
                .map(probe -> ProbeRules.ofFault(probe, story.probes().of(probe.name()))).toList();
        FaultPhase phase = FaultRules.phase(fault, story, probes, settled);
        FaultVerdict verdict = FaultRules.verdict(phase, settled != null);
        int success = FaultRules.successPercentage(verdict, probes);
        return new FaultScore(fault.id(), FaultType.of(fault.spec()).wireName(), fault.weight(), success, phase,
                verdict, points(fault.weight(), success, weights), points(fault.weight(), 100, weights), probes);
    }

    private static BigDecimal points(int weight, int success, long weights) {
        return weights == 0
                ? BigDecimal.ZERO.setScale(2)
                : BigDecimal.valueOf((long) weight * success).divide(BigDecimal.valueOf(weights), 2,
                        RoundingMode.DOWN);
    }

    private static List<ProbeScore> hypothesis(Experiment experiment, History history) {
        Hypothesis hypothesis = experiment.spec().hypothesis();
        List<ProbeScore> scores = new ArrayList<>();
        if (hypothesis != null) {
            for (HypothesisPhase phase : HypothesisPhase.of(hypothesis.strategy())) {
                hypothesis.probes().forEach(probe -> scores.add(
                        ProbeRules.ofHypothesis(probe, phase, history.hypothesis().of(probe.name()))));
            }
        }
        return scores;
    }
}
