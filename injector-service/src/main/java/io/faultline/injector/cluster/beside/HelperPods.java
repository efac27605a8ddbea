package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Helpers as pods: one a node, for all faults of this injector there, so that they compose. */
public final class HelperPods implements Helpers {
    private static final Logger LOG = LoggerFactory.getLogger(HelperPods.class);

    private final ClusterClients clients;
    private final Marks marks;
    private final HelperSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Speaker speaker;
    private volatile Consumer<BesideUndo> told = _ -> {};
    private final Map<String, HelperOnNode> helpers = new ConcurrentHashMap<>();

    /**
     * @param random names the pods
     * @param owner names this injector among those that may speak with the same helper
     */
    public HelperPods(ClusterClients clients, Marks marks, HelperSettings settings, InstantSource clock,
            RandomGenerator random, String owner) {
        this.clients = clients;
        this.marks = marks;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.speaker = new Speaker(owner.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    private HelperOnNode on(BesideUndo undo) throws ClusterUnreachable {
        KubernetesClient client = clients.to(undo.where());
        String key = ClusterClients.nameOf(undo.where()) + "/" + undo.node();
        HelperOnNode helper = helpers.computeIfAbsent(key,
                _ -> new HelperOnNode(undo.node(), speaker,
                        new NodePods(client, undo.node(), marks, settings, clock, random), settings.idle(),
                        System::nanoTime, lost -> told.accept(lost)));
        helper.pods().use(client);
        return helper;
    }

    @Override
    public String make(BesideUndo undo, PodSettings wishes, Duration longest)
            throws FaultRefused, InterruptedException {
        try {
            return on(undo).make(undo, wishes, longest);
        } catch (ClusterUnreachable e) {
            throw new FaultRefused(e.reason(), e);
        } catch (IOException | ClusterTrouble | KubernetesClientException e) {
            throw new FaultRefused("on node %s: %s".formatted(undo.node(), e.getMessage()), e);
        }
    }

    @Override
    public void end(BesideUndo undo) throws NotReverted {
        try {
            on(undo).end(undo);
        } catch (ClusterUnreachable e) {
            throw new NotReverted(e.reason(), e);
        } catch (IOException | ClusterTrouble | KubernetesClientException e) {
            throw new NotReverted("on node %s: %s".formatted(undo.node(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReverted("interrupted", e);
        }
    }

    @Override
    public void whenLost(Consumer<BesideUndo> tell) {
        told = tell;
    }

    @Override
    public void tidy(@Nullable Infrastructure where) {
        try {
            new NodePods(clients.to(where), null, marks, settings, clock, random).tidy();
        } catch (ClusterUnreachable | ClusterTrouble | KubernetesClientException e) {
            LOG.debug("Helpers of {} are not tidied up this time: {}", ClusterClients.nameOf(where), e.getMessage());
        }
    }

    @Override
    public void close() {
        helpers.values().forEach(HelperOnNode::close);
    }
}
