package io.faultline.scoring.score;

import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.scoring.history.Asked;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Finding.Kind;

/** Judges a run by its history: while it goes on, and for good once it has settled. */
public final class Judge {
    private Judge() {}

    public static Judgement judge(RunId run, History history) {
        Scorecard card = Scoring.scorecard(history);
        List<Finding> findings = Findings.of(history, card);
        return new Judgement(run, PhaseRules.phase(history, card, findings), verdict(findings, history), card,
                findings.stream().map(Finding::sentence).toList());
    }

    /** The run's last word; only of a settled run whose question is known. */
    public static RunCompleted lastWord(RunId run, History history) {
        Asked asked = history.asked();
        RunSettled settled = history.settled();
        if (asked == null || settled == null) {
            throw new IllegalStateException(
                    "run %s cannot be judged: %s is not known".formatted(run,
                            asked == null ? "its request" : "its end"));
        }
        Judgement judgement = judge(run, history);
        return new RunCompleted(run, asked.project(), asked.experimentId(), asked.experiment().name(),
                judgement.phase(), judgement.verdict(), judgement.scorecard(), judgement.reasons(), asked.since(),
                settled.at());
    }

    /** What broke is certain, so it outweighs what nobody knows; and while a run goes on nobody knows. */
    private static Verdict verdict(List<Finding> findings, History history) {
        if (findings.stream().anyMatch(finding -> finding.kind() == Kind.BROKEN)) {
            return Verdict.BROKEN;
        }
        boolean certain = findings.stream().allMatch(finding -> finding.kind() == Kind.NOTE);
        return certain && history.settled() != null ? Verdict.HELD : Verdict.UNKNOWN;
    }
}
