package io.faultline.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/** Holds what is known of what happened against the promises; takes time in proportion to the evidence. */
public final class Ledger {
    /** A run nobody has planned for so long is lost. */
    private static final Duration PLANNING = Duration.ofMinutes(5);

    private final Evidence evidence;
    private final List<Violation> found;

    private Ledger(Evidence evidence) {
        this.evidence = evidence;
        this.found = new ArrayList<>(evidence.found);
    }

    public static Account check(Evidence evidence) {
        return new Ledger(evidence).account();
    }

    private Account account() {
        Reading reading = Reading.of(evidence.facts, found);
        Map<RunId, List<Stated>> runs = reading.runs();
        runs.forEach((run, facts) -> checkRun(run, facts));
        evidence.accepted.forEach((run, at) -> {
            if (!runs.containsKey(run) && isOver(at.plus(PLANNING))) {
                found.add(new Violation(Invariant.I1, run, "was accepted, and nothing was ever told of it",
                        "accepted at " + at));
            }
        });
        evidence.effects.stream().filter(effect -> effect.run() == null || !runs.containsKey(effect.run()))
                .filter(Effect::broken).forEach(effect -> found.add(new Violation(Invariant.I3, effect.run(),
                        "is broken though no fault is open", effect.target())));
        evidence.comparisons.forEach(this::compare);
        evidence.lines.check(evidence.losses, found);
        ProjectRules.check(runs, evidence.answers, found);
        return new Account(runs.size(), reading.facts(), reading.redelivered(), found);
    }

    private void checkRun(RunId run, List<Stated> facts) {
        RunStory story = RunStory.of(run, facts, found);
        checkEnding(story);
        new FaultRules(story, evidence).check(found);
        if (evidence.judge != null) {
            ScoreRules.check(story, evidence.judge, found);
        }
    }

    private void checkEnding(RunStory story) {
        if (story.completed() == null && isOver(lastMoment(story))) {
            found.add(new Violation(Invariant.I1, story.run(),
                    story.settled() == null ? "never settled" : "settled, but was never judged", story.last().where()));
        }
    }

    /** When a run whose end is unknown should have come to it. */
    private @Nullable Instant lastMoment(RunStory story) {
        Instant deadline = story.deadline();
        return deadline == null ? story.begun().plus(PLANNING) : deadline.plus(evidence.limits.ending());
    }

    private boolean isOver(@Nullable Instant moment) {
        return moment != null && moment.isBefore(evidence.takenAt);
    }

    private void compare(Comparison comparison) {
        if (!Objects.equals(comparison.stored(), comparison.replayed())) {
            found.add(new Violation(comparison.invariant(), comparison.run(),
                    "%s is stored, %s is replayed".formatted(Texts.brief(comparison.stored(), comparison.replayed()),
                            Texts.brief(comparison.replayed(), comparison.stored())),
                    comparison.what()));
        }
    }
}
