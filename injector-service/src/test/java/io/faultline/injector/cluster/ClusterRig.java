package io.faultline.injector.cluster;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

import io.faultline.contracts.fault.ClusterFault;
import io.faultline.injector.catalogue.ClusterCatalogue;
import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterView;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.store.MarkTexts;

/** What an injector has of a cluster, without an injector around it. */
public final class ClusterRig implements AutoCloseable {
    /** The journal whose marks it writes. */
    public static final String HOUSE = "a-house-of-tests";
    static final String HELPERS = "faultline-helpers";
    private final LazyReach reach;
    private final ClusterCatalogue catalogue;

    public ClusterRig(Path kubeconfig) {
        this(kubeconfig, HOUSE);
    }

    /** @param house whose marks it writes */
    public ClusterRig(Path kubeconfig, String house) {
        this(kubeconfig, house, Set.of());
    }

    /** @param lifelines hosts of Faultline's own database and broker */
    ClusterRig(Path kubeconfig, String house, Set<String> lifelines) {
        reach = new LazyReach(new ClusterSettings(kubeconfig.toString(), kubeconfig.getParent().toString(),
                Duration.ofSeconds(30)), HELPERS, new WrittenMarks(MarkTexts.json(), () -> house, Clock.systemUTC()),
                Clock.systemUTC());
        catalogue = new ClusterCatalogue(reach, new ClusterProtection(Set.of("kube-system"), lifelines), new Random(7),
                OutOfReach.HERE, OutOfReach.HERE);
    }

    public ClusterReach reach() {
        return reach;
    }

    public ClusterCatalogue catalogue() {
        return catalogue;
    }

    /** @param <D> the driver that the fault stands for */
    @SuppressWarnings("unchecked")
    public <D extends Driver<?>> D driver(ClusterFault fault) {
        return (D) catalogue.driver(fault, null, null);
    }

    /** The cluster it reaches by itself. */
    ClusterView connected() throws ClusterTrouble {
        return reach.connected(null);
    }

    public Mender mender() {
        return new Hands(null, null, null, null, catalogue, OutOfReach.HERE);
    }

    @Override
    public void close() throws Exception {
        reach.close();
    }
}
