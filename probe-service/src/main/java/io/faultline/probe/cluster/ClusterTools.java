package io.faultline.probe.cluster;

import java.time.Duration;
import java.time.InstantSource;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.probe.PodSource;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.ClusterObjects;
import io.faultline.probe.probe.Passages;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.PodPrograms;
import io.faultline.probe.probe.ProbePods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is done in clusters, on the same clients. */
record ClusterTools(ClusterObjects objects, PodPrograms programs, Passages passages, ProbePods pods,
        Runnable sweep, AutoCloseable clients) {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterTools.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static ClusterTools of(ClusterSettings settings, Bounded bounded, InstantSource clock, boolean inside) {
        ClusterClients clients = ClusterClients.retrying(settings.kubeconfig(), settings.kubeconfigs());
        Asking asking = new Asking(clients, bounded);
        StartedPods started = new StartedPods(clock, settings.podLifetime());
        return new ClusterTools(new FabricObjects(asking), new PodCommands(clients, bounded, started),
                new LocalPassages(clients, bounded, inside),
                (pod, place) -> bounded.threads().execute(() -> end(asking, started, pod, place)),
                () -> sweep(asking, started), clients);
    }

    private static void end(Asking asking, StartedPods started, PodSource pod, Place place) {
        try {
            asking.ask(place.infrastructure(), PATIENCE, client -> started.end(client, pod, place));
        } catch (Unanswered e) {
            LOG.warn("the probe pod of run {} in {} could not be deleted and ends by itself within {}: {}",
                    place.run(), pod.namespace(), started.lifetime(), e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sweep(Asking asking, StartedPods started) {
        try {
            int over = asking.ask(null, PATIENCE, started::sweep);
            LOG.info("{} probe pods were left over from before, and have been deleted", over);
        } catch (Unanswered e) {
            LOG.info("nobody looked for probe pods left over from before: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
