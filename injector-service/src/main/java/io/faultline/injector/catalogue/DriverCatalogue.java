package io.faultline.injector.catalogue;

import java.time.Duration;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.CpuStress;
import io.faultline.contracts.fault.DiskFill;
import io.faultline.contracts.fault.External;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.MemoryStress;
import io.faultline.contracts.fault.NetworkBandwidth;
import io.faultline.contracts.fault.NetworkBlackhole;
import io.faultline.contracts.fault.NetworkCut;
import io.faultline.contracts.fault.NetworkDown;
import io.faultline.contracts.fault.NetworkLatency;
import io.faultline.contracts.fault.NetworkReset;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.fault.ProcessKill;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NoEffect;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.disk.FillDisk;
import io.faultline.injector.fault.network.FaultProxies;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.PoisonProxy;
import io.faultline.injector.fault.network.Toxic;
import io.faultline.injector.fault.process.KillProcess;
import io.faultline.injector.fault.process.PauseProcess;
import io.faultline.injector.fault.process.ProcessChoice;
import io.faultline.injector.fault.stress.Stress;
import io.faultline.injector.fault.stress.Workers;
import org.jspecify.annotations.Nullable;

/** Every kind of fault and its driver: a kind without one does not compile. */
public record DriverCatalogue(ProcessChoice choice, Workers workers, Disk disk, FaultProxies proxies,
        Lifelines lifelines, Clusters clusters, Applications applications)
        implements
            Drivers {
    @Override
    public Driver<?> of(FaultSpec spec, @Nullable Infrastructure where, @Nullable PodSettings pods) {
        return switch (spec) {
            case NoFault _ -> new NoEffect();
            case ProcessPause pause -> new PauseProcess(pause, choice);
            case ProcessKill kill -> new KillProcess(kill, choice);
            case CpuStress stress -> Stress.of(stress, workers);
            case MemoryStress stress -> Stress.of(stress, workers);
            case DiskFill fill -> new FillDisk(fill, disk);
            case NetworkLatency slow -> poison(slow.target(),
                    new Toxic.Latency(slow.latency(), slow.jitter(), slow.direction(), slow.toxicity()),
                    "added %d ms".formatted(slow.latency().toMillis()));
            case NetworkBandwidth narrow -> poison(narrow.target(),
                    new Toxic.Bandwidth(narrow.rate().bytes(), narrow.direction(), narrow.toxicity()),
                    "let only %s a second through".formatted(narrow.rate()));
            case NetworkReset reset -> poison(reset.target(), new Toxic.Reset(reset.after(), reset.toxicity()),
                    "reset connections");
            case NetworkCut cut -> poison(cut.target(),
                    new Toxic.Cut(cut.after().bytes(), cut.direction(), cut.toxicity()),
                    "closed connections after %s".formatted(cut.after()));
            case NetworkBlackhole hole -> poison(hole.target(), new Toxic.Blackhole(hole.toxicity()),
                    "let no byte through");
            case NetworkDown down -> poison(down.target(), new Toxic.Down(), "cut all connections");
            case ClusterFault fault -> clusters.driver(fault, where, pods);
            case ApplicationFault fault -> applications.driver(fault, where);
            case External external -> new Unknown(external.driver());
        };
    }

    private PoisonProxy poison(ProxyTarget target, Toxic toxic, String deed) {
        return new PoisonProxy(target, toxic, deed, proxies, lifelines);
    }

    /** Stands for drivers of third parties, of which none can be added yet. */
    private record Unknown(String name) implements Driver<Undo.Nothing> {
        @Override
        public Plan<Undo.Nothing> plan(String mark) throws FaultRefused {
            throw new FaultRefused("this injector has no external driver '%s'; use one of its own kinds of fault"
                    .formatted(name));
        }

        @Override
        public void inject(Undo.Nothing undo, Duration longest) throws FaultRefused {
            plan("");
        }
    }
}
