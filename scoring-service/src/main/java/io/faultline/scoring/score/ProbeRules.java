package io.faultline.scoring.score;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.scoring.history.Answer;
import io.faultline.scoring.history.ProbeStory;
import org.jspecify.annotations.Nullable;

/** What came of a probe when the phases it answers in are taken together: it is one probe, counted once. */
final class ProbeRules {
    private ProbeRules() {}

    static ProbeScore ofFault(Probe probe, ProbeStory story) {
        Set<MeasurePhase> expected = EnumSet.noneOf(MeasurePhase.class);
        if (probe.mode().answersBefore()) {
            expected.add(MeasurePhase.PRE_FAULT);
        }
        if (probe.mode().answersAfter()) {
            expected.add(MeasurePhase.POST_FAULT);
        }
        return score(probe, null, expected, story);
    }

    static ProbeScore ofStage(Probe probe, ProbeStory story) {
        return score(probe, "stage", Set.of(MeasurePhase.STAGE), story);
    }

    static ProbeScore ofHypothesis(Probe probe, HypothesisPhase phase, ProbeStory story) {
        return score(probe, phase.word(), Set.of(phase.answeredIn()), story.only(phase.told()));
    }

    private static ProbeScore score(Probe probe, @Nullable String phase, Set<MeasurePhase> expected,
            ProbeStory story) {
        List<Answer> answers = new ArrayList<>(story.inOrder());
        Outcome worst = answers.stream().map(Answer::outcome).reduce(Outcome.HELD, Outcome::worse);
        boolean known = worst != Outcome.HELD || story.answers().keySet().containsAll(expected);
        String detail = worst == Outcome.HELD
                ? null
                : answers.stream().filter(answer -> answer.outcome() == worst).findFirst().map(Answer::detail)
                        .orElse(null);
        return new ProbeScore(probe.name(), probe.mode(), phase, known ? worst : null,
                answers.stream().mapToInt(Answer::evaluations).sum(),
                answers.stream().mapToInt(Answer::failures).sum(), detail);
    }
}
