package io.faultline.injector.fault.process;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.ProcessKill;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** Kills processes. */
public record KillProcess(ProcessKill spec, ProcessChoice choice) implements Driver<Undo.Killed> {
    @Override
    public Plan<Undo.Killed> plan(String mark) throws FaultRefused {
        ProcessChoice.Chosen chosen = choice.choose(spec.target());
        List<Hit<Undo.Killed>> hits = chosen.processes().stream().map(this::hit).toList();
        return new Plan<>(chosen.matched(), hits);
    }

    private Hit<Undo.Killed> hit(OsProcess process) {
        HitTarget target = new HitTarget("process", Long.toString(process.pid()), process.shown());
        return new Hit<>(target, new Undo.Killed(process.pid(), process.startedAt()),
                "killed process %d (%s)".formatted(process.pid(), process.shown()));
    }

    @Override
    public void inject(Undo.Killed killed, Duration longest) throws FaultRefused {
        Signal signal = spec.signal() == KillSignal.KILL ? Signal.KILL : Signal.TERM;
        switch (choice.processes().send(killed.pid(), killed.startedAt(), signal)) {
            case DONE, GONE -> {
            }
            case FORBIDDEN -> throw new FaultRefused(
                    "the injector may not signal process %d: run it as the same user, or as root"
                            .formatted(killed.pid()));
        }
    }
}
