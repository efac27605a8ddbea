package io.faultline.scoring.score;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.run.MeasurePhase;
import org.jspecify.annotations.Nullable;

/** The three times a hypothesis may be asked about. */
enum HypothesisPhase {
    BEFORE("before", "before the first fault", MeasurePhase.HYPOTHESIS_BEFORE, Set.of(MeasurePhase.HYPOTHESIS_BEFORE)), //
    DURING("during", "during the faults", MeasurePhase.HYPOTHESIS_END,
            Set.of(MeasurePhase.HYPOTHESIS_DURING, MeasurePhase.HYPOTHESIS_END)), //
    AFTER("after", "after the last fault", MeasurePhase.HYPOTHESIS_AFTER, Set.of(MeasurePhase.HYPOTHESIS_AFTER));

    private final String word;
    private final String when;
    private final MeasurePhase answeredIn;
    private final Set<MeasurePhase> told;

    HypothesisPhase(String word, String when, MeasurePhase answeredIn, Set<MeasurePhase> told) {
        this.word = word;
        this.when = when;
        this.answeredIn = answeredIn;
        this.told = told;
    }

    static List<HypothesisPhase> of(HypothesisStrategy strategy) {
        return Stream.of(values()).filter(phase -> switch (phase) {
            case BEFORE -> strategy.before();
            case DURING -> strategy.during();
            case AFTER -> strategy.after();
        }).toList();
    }

    static HypothesisPhase named(@Nullable String word) {
        return Stream.of(values()).filter(phase -> phase.word.equals(word)).findFirst().orElseThrow();
    }

    /** As a scorecard names it. */
    String word() {
        return word;
    }

    /** As a sentence names it. */
    String when() {
        return when;
    }

    MeasurePhase answeredIn() {
        return answeredIn;
    }

    /** Where something may be told about it, also ahead of its answer. */
    Set<MeasurePhase> told() {
        return told;
    }
}
