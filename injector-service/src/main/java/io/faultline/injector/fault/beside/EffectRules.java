package io.faultline.injector.fault.beside;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.HttpSide;
import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.MatchScheme;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodDnsError;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodHttpLatency;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodHttpModifyHeader;
import io.faultline.contracts.fault.PodHttpResetPeer;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodMemoryHog;
import io.faultline.contracts.fault.PodNetworkCorruption;
import io.faultline.contracts.fault.PodNetworkDuplication;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.Traffic;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.cluster.ContainerSeen;
import io.faultline.injector.fault.cluster.NodeSeen;
import io.faultline.injector.fault.cluster.PodSeen;
import org.jspecify.annotations.Nullable;

/** Which effect on a pod or node a fault comes to. */
final class EffectRules {
    private static final String SHORT_TEXT = "Faultline changed this answer\n";
    /** Where nodes are written to: what every node has, and pods of its own share. */
    private static final String NODE_FOLDER = "/var/tmp";

    private EffectRules() {}

    static Effect of(HelperFault fault, NodeSeen node) {
        Victim victim = Victim.node(node.name());
        return switch (fault) {
            case NodeCpuHog hog -> new Effect.Cpu(victim, hog.workers(), hog.load());
            case NodeMemoryHog hog -> new Effect.Memory(victim, bytes(hog.size()), percent(hog.percent()));
            case NodeIoStress stress ->
                new Effect.Writes(victim, NODE_FOLDER, bytes(stress.size()), stress.workers(),
                        percent(stress.percent()));
            default -> new Effect.FreezeKubelet(victim);
        };
    }

    static Effect of(HelperFault fault, PodSeen pod, @Nullable String container) throws FaultRefused {
        Victim all = new Victim(pod.uid(), "", "pod " + pod.path());
        return switch (fault) {
            case ContainerKill kill -> new Effect.Kill(running(pod, container), kill.signal() == KillSignal.TERM,
                    seen(pod, container).graceSeconds());
            case PodCpuHog hog -> new Effect.Cpu(running(pod, container), hog.workers(), hog.load());
            case PodMemoryHog hog -> new Effect.Memory(running(pod, container), hog.size().bytes(), 0);
            case PodIoStress stress -> new Effect.Writes(running(pod, container), stress.path(),
                    bytes(stress.size()), stress.workers(), percent(stress.percent()));
            case PodDiskFill fill -> fill(fill, running(pod, container), limit(seen(pod, container)));
            case PodNetworkLatency slow -> packets(pod, all, slow.traffic(),
                    Harm.delay(slow.latency().toMillis(), slow.jitter().toMillis()));
            case PodNetworkLoss loss -> packets(pod, all, loss.traffic(), Harm.loss(loss.percent().doubleValue()));
            case PodNetworkCorruption wrong -> packets(pod, all, wrong.traffic(),
                    Harm.corruption(wrong.percent().doubleValue()));
            case PodNetworkDuplication twice -> packets(pod, all, twice.traffic(),
                    Harm.duplication(twice.percent().doubleValue()));
            case PodNetworkRateLimit narrow -> packets(pod, all, narrow.traffic(),
                    Harm.rate(narrow.rate().bytes(), narrow.burst().bytes(), narrow.limit().bytes())
                            .withPeak(bytes(narrow.peakRate()), bytes(narrow.minBurst())));
            case PodHttpLatency slow ->
                http(pod, all, slow.port(), slow.toxicity(), new HttpChange.Delay(slow.latency().toMillis()));
            case PodHttpResetPeer reset ->
                http(pod, all, reset.port(), reset.toxicity(), new HttpChange.Reset(reset.after().toMillis()));
            case PodHttpStatusCode status -> http(pod, all, status.port(), status.toxicity(), status(status));
            case PodHttpModifyHeader header -> http(pod, all, header.port(), header.toxicity(),
                    new HttpChange.Headers(header.side() == HttpSide.REQUEST, header.headers()));
            case PodHttpModifyBody body -> http(pod, all, body.port(), body.toxicity(), replace(body));
            case PodDnsError error -> names(pod, all, error.hostnames(), error.matchScheme(), Map.of());
            case PodDnsSpoof spoof -> names(pod, all, List.of(), spoof.matchScheme(), spoof.spoofMap());
            case NodeCpuHog _,NodeMemoryHog _,NodeIoStress _,KubeletServiceKill _ ->
                throw new FaultRefused("it is a fault of nodes, not of pods");
        };
    }

    private static Effect fill(PodDiskFill fill, Victim victim, long limit) throws FaultRefused {
        if (fill.size() == null && limit == 0 && fill.path().equals("/")) {
            throw new FaultRefused(
                    "%s has no ephemeral-storage limit to fill a share of: say by size how much may be used"
                            .formatted(victim.name()));
        }
        return new Effect.Fill(victim, fill.path(), bytes(fill.size()), percent(fill.percent()), limit);
    }

    private static HttpChange status(PodHttpStatusCode status) {
        String text = status.body() == null ? SHORT_TEXT : status.body();
        return new HttpChange.Status(status.statusCodes(),
                status.modifyBody() ? body(text, status.contentType(), status.contentEncoding()) : null);
    }

    private static HttpChange replace(PodHttpModifyBody body) {
        return new HttpChange.Replace(body(body.body(), body.contentType(), body.contentEncoding()));
    }

    private static HttpChange.Body body(String text, String type, @Nullable String encoding) {
        return new HttpChange.Body(text, type, encoding == null ? "" : encoding);
    }

    private static Effect packets(PodSeen pod, Victim victim, Traffic traffic, Harm harm) throws FaultRefused {
        requireNetwork(pod);
        List<Filter> filters = traffic.parts().stream().map(part -> new Filter(traffic.networkInterface(),
                part.destinationIps(), part.destinationHosts(), Filter.Ports.of(part.destinationPorts()),
                Filter.Ports.of(part.sourcePorts()))).toList();
        Filter first = filters.getFirst();
        Filter filter = new Filter(first.device(), first.addresses(), first.hosts(), first.to(), first.from(),
                traffic.correlation().doubleValue(), filters.subList(1, filters.size()));
        return new Effect.Packets(victim, filter, harm);
    }

    private static Effect http(PodSeen pod, Victim victim, int port, int toxicity, HttpChange change)
            throws FaultRefused {
        requireNetwork(pod);
        return new Effect.Http(victim, port, toxicity, change);
    }

    private static Effect names(PodSeen pod, Victim victim, List<String> names, MatchScheme scheme,
            Map<String, String> instead) throws FaultRefused {
        requireNetwork(pod);
        return new Effect.Names(victim, names, scheme == MatchScheme.SUBSTRING, instead);
    }

    private static void requireNetwork(PodSeen pod) throws FaultRefused {
        requireNode(pod);
        if (pod.hostNetwork()) {
            throw new FaultRefused("pod %s has no network of its own: what was done to it would be done to node %s"
                    .formatted(pod.path(), pod.node()));
        }
    }

    private static void requireNode(PodSeen pod) throws FaultRefused {
        if (pod.node().isEmpty()) {
            throw new FaultRefused("pod %s is not on any node yet".formatted(pod.path()));
        }
    }

    private static ContainerSeen seen(PodSeen pod, @Nullable String name) throws FaultRefused {
        return pod.container(name).orElseThrow(() -> new FaultRefused("pod %s has no container '%s', only %s"
                .formatted(pod.path(), name, pod.containers().stream().map(ContainerSeen::name).toList())));
    }

    private static Victim running(PodSeen pod, @Nullable String name) throws FaultRefused {
        requireNode(pod);
        ContainerSeen container = seen(pod, name);
        if (!container.running() || container.bareId().isEmpty()) {
            throw new FaultRefused("container %s of pod %s is not running".formatted(container.name(), pod.path()));
        }
        return new Victim(pod.uid(), container.bareId(), "container %s of %s".formatted(container.name(), pod.path()));
    }

    private static long limit(ContainerSeen container) {
        return container.storageLimit() == null ? 0 : container.storageLimit();
    }

    private static long bytes(@Nullable ByteSize size) {
        return size == null ? 0 : size.bytes();
    }

    private static int percent(@Nullable Integer percent) {
        return percent == null ? 0 : percent;
    }
}
