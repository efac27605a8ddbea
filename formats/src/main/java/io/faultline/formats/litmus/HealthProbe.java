package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a health check there: the probe Harness attaches to a fault, a program of its own image that waits for
 * the targets to be healthy, and an engine's auxiliary applications. Here readiness is looked at, again and again until
 * the time is up.
 */
final class HealthProbe {
    private static final Pattern PROGRAM = Pattern.compile("\\./healthcheck\\b.*", Pattern.DOTALL);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int MOST = 1000;
    private static final int LINES = 100;

    /** An application beside the target, as an engine names it. */
    private static final Pattern AUXILIARY = Pattern.compile("([a-z0-9][a-z0-9-]*):([^:,${]+)");
    private static final Duration AUXILIARY_TIME = Duration.ofSeconds(180);

    private HealthProbe() {}

    /**
     * Looks before and after whether the applications of a list are ready. As in Litmus, the fault is not made where they
     * are not.
     */
    static List<Probe> auxiliary(String list, Spot spot, Notes notes) {
        List<Probe> probes = new ArrayList<>();
        Stream.of(list.split(",")).map(String::strip).filter(app -> !app.isEmpty()).distinct().forEach(app -> {
            Matcher parts = AUXILIARY.matcher(app);
            if (parts.matches()) {
                probes.add(auxiliary(parts.group(1), parts.group(2)));
            } else {
                notes.refuse(spot, "'%s' is no application; write namespace:label, with commas between several"
                        .formatted(Piece.shown(app)));
            }
        });
        if (!probes.isEmpty()) {
            notes.differently(spot, CommonTunables.AUXILIARY);
        }
        return probes;
    }

    private static Probe auxiliary(String namespace, String labels) {
        return patient(new Probe("auxiliary-%s:%s".formatted(namespace, labels), ProbeMode.EDGE, Duration.ofSeconds(1),
                AUXILIARY_TIME, 1, Duration.ZERO, Duration.ZERO, true, null, null, null, null,
                ready("", "pods", namespace, List.of(), labels)));
    }

    /** As an engine names the application such a probe looks at; nothing when it is another probe. */
    static Optional<String> asAuxiliary(Probe probe) {
        KubernetesProbe k8s = probe.k8s();
        return k8s == null || k8s.labels() == null || !probe.equals(auxiliary(k8s.namespace(), k8s.labels()))
                ? Optional.empty()
                : Optional.of("%s:%s".formatted(k8s.namespace(), k8s.labels()))
                        .filter(app -> AUXILIARY.matcher(app).matches());
    }

    static boolean isOne(Piece probe) {
        return probe.raw("type").equals("cmdProbe")
                && inputs(probe).filter(each -> PROGRAM.matcher(each.raw("command").strip()).matches()).isPresent();
    }

    private static Optional<Piece> inputs(Piece probe) {
        return probe.field("cmdProbe/inputs").or(() -> probe.field("inputs"));
    }

    /** What is to be ready: the application, or nodes that are hit by name or label. */
    static Optional<KubernetesProbe> of(App app, @Nullable NodeTarget nodes) {
        String kind = app.kind();
        if (app.labels() != null) {
            return Optional.of(ready("", "pods", app.namespace(), List.of(), app.labels()));
        }
        if (app.workload() != null && kind != null && !kind.equals("job")) {
            return Optional.of(ready("apps", kind + "s", app.namespace(), List.of(app.workload()), null));
        }
        return nodes == null || nodes.ofPods() != null
                ? Optional.empty()
                : Optional.of(ready("", "nodes", "default", nodes.names(), nodes.labels()));
    }

    private static KubernetesProbe ready(String group, String resource, String namespace, List<String> names,
            @Nullable String labels) {
        return new KubernetesProbe(KubernetesProbe.Operation.READY, group, "v1", resource, namespace, names, labels,
                null, null, null, LINES, null);
    }

    /** A look is over at once, so its one long attempt becomes many short ones. */
    static Probe patient(Probe probe) {
        int looks = (int) Math.min(MOST, probe.timeout().dividedBy(LOOK));
        return looks <= probe.attempts()
                ? probe
                : new Probe(probe.name(), probe.mode(), probe.every(), LOOK, looks, LOOK, probe.initialDelay(),
                        probe.stopOnFailure(), null, null, null, null, probe.k8s());
    }

    static void tell(Piece inputs, boolean seen) {
        Spot spot = inputs.field("command").map(Piece::spot).orElse(inputs.spot());
        inputs.notes().differently(spot, seen
                ? "./healthcheck is a program of Harness' image; whether the targets are ready (k8s, operation ready) is"
                        + " looked at instead, every 5s until its time is up"
                : "./healthcheck is a program of Harness' image; without labels to look at, the fault itself wants its"
                        + " targets ready before and after it (healthCheck), and the probe is left out");
    }
}
