package io.faultline.scheduler.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
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
        carryOut(run.orElse(null), decision);
    }

    /** Wakes a run whose time has come, unless somebody else is at it. */
    public void wake(RunId id) {
        Instant now = now();
        runs.lockIfDue(id, now).ifPresent(run -> carryOut(run, RunRules.on(run, new Input.Tick(), now)));
    }

    private void carryOut(@Nullable Run before, Decision decision) {
        Run after = decision.run();
        if (after == null || decision.ignored().isPresent()) {
            return;
        }
        if (before == null) {
            runs.begin(after, decision.nextWake());
        } else {
            runs.save(after, decision.nextWake());
        }
        if (!decision.facts().isEmpty()) {
            voice.state(after.project(), decision.facts());
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
