package io.faultline.scoring.score;

import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;

/** What is to be said of a run by what is known of it: final once it has settled. */
public record Judgement(RunId run, RunPhase phase, Verdict verdict, Scorecard scorecard, List<String> reasons) {
    public Judgement {
        reasons = List.copyOf(reasons);
    }

    public static Judgement of(RunCompleted fact) {
        return new Judgement(fact.run(), fact.phase(), fact.verdict(), fact.scorecard(), fact.reasons());
    }
}
