package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunFact;
import org.jspecify.annotations.Nullable;

/** Takes an input to its run: lock, decide, save, say; every call within the caller's transaction. */
public final class Conductor {
    private final Runs runs;
    private final Voice voice;
    private final Wakes wakes;
    private final InstantSource clock;

    public Conductor(Runs runs, Voice voice, Wakes wakes, InstantSource clock) {
        this.runs = runs;
        this.voice = voice;
        this.wakes = wakes;
        this.clock = clock;
    }

    public void hear(RunFact fact) {
        Optional<Run> run = runs.lock(fact.run());
        Decision decision = RunRules.on(run.orElse(null), new Input.Told(fact), now());
        decision.ignored().ifPresent(why -> voice.ignored(fact, why));
        if (run.isEmpty() && fact instanceof ExperimentRequested requested) {
            begin(requested, decision);
        } else {
            carryOut(run.orElse(null), decision);
        }
    }

    /** A plan that cannot be told is no plan: its run ends here, else it would stay queued for ever. */
    private void begin(ExperimentRequested requested, Decision decision) {
        Decision told = decision;
        try {
            state(decision);
        } catch (IllegalArgumentException e) {
            told = RunRules.refuse(requested, String.valueOf(e.getMessage()), now());
            state(told);
        }
        keep(null, told);
    }

    /** Wakes a run whose time has come, unless somebody else is at it. */
    public void wake(RunId id) {
        Instant now = now();
        runs.lockIfDue(id, now).ifPresent(run -> carryOut(run, RunRules.on(run, new Input.Tick(), now)));
    }

    /** Ends a run that no longer knows what time it is. */
    public void clockStepped(RunId id, Duration by) {
        runs.lock(id).ifPresent(run -> carryOut(run, RunRules.on(run, new Input.ClockStepped(by), now())));
    }

    private void carryOut(@Nullable Run before, Decision decision) {
        if (decision.ignored().isEmpty()) {
            state(decision);
            keep(before, decision);
        }
    }

    private void state(Decision decision) {
        Run after = decision.run();
        if (after != null && !decision.facts().isEmpty()) {
            voice.state(after.project(), decision.facts());
        }
    }

    private void keep(@Nullable Run before, Decision decision) {
        Run after = decision.run();
        if (after == null) {
            return;
        }
        if (before == null) {
            runs.begin(after, decision.nextWake());
        } else {
            runs.save(after, decision.nextWake());
        }
        voice.tell(after.id(), Narration.of(before, after, decision.facts()));
        if (after.isSettled()) {
            voice.end(after.id());
        }
        decision.nextWake().ifPresent(wakes::at);
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
