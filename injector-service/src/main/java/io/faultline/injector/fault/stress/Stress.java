package io.faultline.injector.fault.stress;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.CpuStress;
import io.faultline.contracts.fault.MemoryStress;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** Has a worker process take something of this machine: it is bounded, and dies by itself. */
public record Stress(List<String> work, String deed, long memory, Workers workers)
        implements
            Driver<Undo.EndWorkers> {
    /** A worker process with so many busy threads. */
    public static Stress of(CpuStress spec, Workers workers) {
        List<String> work = List.of("cpu", Integer.toString(spec.workers()), Integer.toString(spec.load()));
        return new Stress(work, "took %d cores to %d %%".formatted(spec.workers(), spec.load()), 0, workers);
    }

    /** A worker process that holds so much memory. */
    public static Stress of(MemoryStress spec, Workers workers) {
        long bytes = spec.size().bytes();
        return new Stress(List.of("memory", Long.toString(bytes)), "took %s of memory".formatted(spec.size()), bytes,
                workers);
    }

    @Override
    public Plan<Undo.EndWorkers> plan(String mark) throws FaultRefused {
        long toSpare = workers.memoryToSpare();
        if (memory > toSpare) {
            throw new FaultRefused("only %s of memory can be taken without endangering the machine; ask for less"
                    .formatted(new ByteSize(Math.max(0, toSpare))));
        }
        HitTarget here = new HitTarget("host", "here", deed);
        return Plan.of(new Hit<>(here, new Undo.EndWorkers(mark), deed));
    }

    @Override
    public void inject(Undo.EndWorkers undo, Duration longest) throws FaultRefused, InterruptedException {
        try {
            workers.start(undo.mark(), work, longest);
        } catch (IOException e) {
            throw new FaultRefused("no worker process could be started: " + e.getMessage(), e);
        }
    }
}
