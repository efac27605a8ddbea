package io.faultline.probe.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.probe.probe.ClusterObject;

/** What pods have written: the last lines of each, one pod after the other. */
final class PodLogs {
    private static final int LONGEST = 1 << 20;

    String of(KubernetesClient client, KubernetesProbe asked, List<ClusterObject> pods) {
        StringBuilder text = new StringBuilder();
        for (ClusterObject pod : pods) {
            ContainerResource container = client.pods().inNamespace(pod.namespace()).withName(pod.name())
                    .inContainer(Objects.requireNonNullElseGet(asked.container(), () -> first(pod)))
                    .withReadyWaitTimeout(0);
            TimeTailPrettyLoggable life = asked.previous() ? container.terminated() : container.limitBytes(LONGEST);
            TailPrettyLoggable recent = asked.since() == null
                    ? life
                    : life.sinceSeconds((int) Math.clamp(asked.since().plusMillis(999).toSeconds(), 1,
                            Integer.MAX_VALUE));
            String log = recent.tailingLines(asked.lines()).getLog();
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n").append(log);
        }
        return text.toString().strip();
    }

    private static String first(ClusterObject pod) {
        return pod.tree().get("spec") instanceof Map<?, ?> spec && spec.get("containers") instanceof List<?> containers
                && containers.getFirst() instanceof Map<?, ?> container
                        ? String.valueOf(container.get("name"))
                        : "";
    }
}
