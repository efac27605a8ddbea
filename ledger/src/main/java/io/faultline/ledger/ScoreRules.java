package io.faultline.ledger;

import java.util.List;

import io.faultline.contracts.run.RunCompleted;
import org.jspecify.annotations.Nullable;

/** The last word follows from the facts (I7). */
final class ScoreRules {
    private ScoreRules() {}

    static void check(RunStory story, Judge judge, List<Violation> found) {
        Stated completed = story.completed();
        if (completed == null || story.settled() == null) {
            return;
        }
        RunCompleted told = (RunCompleted) completed.fact();
        RunCompleted again = judge.lastWord(story.beforeSettling());
        String what = difference(told, again);
        if (what != null) {
            found.add(new Violation(Invariant.I7, story.run(), what, completed.where()));
        }
    }

    private static @Nullable String difference(RunCompleted told, RunCompleted again) {
        if (!told.scorecard().score().equals(again.scorecard().score())) {
            return "the score told is %s, recomputed it is %s".formatted(told.scorecard().score(),
                    again.scorecard().score());
        }
        return told.equals(again)
                ? null
                : "%s is told, recomputed it is %s".formatted(Texts.brief(told, again), Texts.brief(again, told));
    }
}
