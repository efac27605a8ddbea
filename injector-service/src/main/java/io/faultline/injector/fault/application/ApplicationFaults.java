package io.faultline.injector.fault.application;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.fault.Toxiproxy;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.network.Lifelines;
import org.jspecify.annotations.Nullable;

/** The drivers for faults of applications. */
public record ApplicationFaults(Reach reach, Notation notation, Lifelines lifelines) implements Applications {
    /** Knows no JSON, and no cluster: enough to mend. */
    public static Applications mendedBy(Doors doors) {
        return new ApplicationFaults(new Reach(doors, NoCluster.HERE), new Unread(),
                new Lifelines(Set.of(), Set.of()));
    }

    @Override
    public Driver<?> driver(ApplicationFault fault, @Nullable Infrastructure where) {
        return switch (fault) {
            case SpringBootChaos chaos -> new AssaultApplication(chaos, where, reach, notation);
            case Toxiproxy toxic -> new PoisonRemoteProxy(toxic, where, reach, notation, lifelines);
        };
    }

    @Override
    public void revert(ApplicationUndo undo) throws NotReverted {
        new Calming(reach).revert(undo);
    }

    private record Unread() implements Notation {
        @Override
        public Map<String, Object> read(String json) throws IOException {
            throw new IOException("nothing is read here");
        }

        @Override
        public String write(Map<String, ?> object) {
            throw new IllegalStateException("nothing is written here");
        }
    }
}
