package io.faultline.injector.fault.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** Freezes processes. */
public record PauseProcess(ProcessPause spec, ProcessChoice choice) implements Driver<Undo.LetGoOn> {
    @Override
    public Plan<Undo.LetGoOn> plan(String mark) throws FaultRefused {
        ProcessChoice.Chosen chosen = choice.choose(spec.target());
        List<Hit<Undo.LetGoOn>> hits = new ArrayList<>();
        for (OsProcess process : chosen.processes()) {
            if (process.stopped()) {
                throw new FaultRefused("process %d is frozen already: reverting would let go on what others stopped"
                        .formatted(process.pid()));
            }
            HitTarget target = new HitTarget("process", Long.toString(process.pid()), process.shown());
            hits.add(new Hit<>(target, new Undo.LetGoOn(process.pid(), process.startedAt()),
                    "froze process %d (%s)".formatted(process.pid(), process.shown())));
        }
        return new Plan<>(chosen.matched(), hits);
    }

    @Override
    public void inject(Undo.LetGoOn frozen, Duration longest) throws FaultRefused {
        switch (choice.processes().send(frozen.pid(), frozen.startedAt(), Signal.STOP)) {
            case DONE -> {
            }
            case GONE -> throw new FaultRefused("process %d has gone meanwhile".formatted(frozen.pid()));
            case FORBIDDEN -> throw new FaultRefused(
                    "the injector may not signal process %d: run it as the same user, or as root"
                            .formatted(frozen.pid()));
        }
    }
}
