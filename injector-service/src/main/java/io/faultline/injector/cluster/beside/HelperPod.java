package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.cluster.MarkedChange;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** What a helper pod is, and how one is read. */
final class HelperPod {
    static final String COMPONENT = ClusterProtection.COMPONENT;
    static final String HELPER = ClusterProtection.HELPER;
    /** Keeps the pod's marks until what they tell of is mended, even if it is deleted by force. */
    static final String FINALIZER = "faultline.io/mended";
    static final String CONTAINER = "beside";

    /** Of the node: the journal of all helpers, its control groups, and where it is written to. */
    private static final Map<String, String> NODE = Map.of("run", "/run/faultline", "cgroup", "/sys/fs/cgroup", "tmp",
            "/var/tmp");
    /** Should everything else fail, its kubelet ends it then, and it mends. */
    private static final Duration LIFE = Duration.ofHours(2);
    /** What has come to its end by itself is gone long before its helper. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private static final String IMAGE_MISSING = "(?s)(ErrImage|ImagePull|InvalidImage).*";

    private HelperPod() {}

    /**
     * It sees the node's processes and network, and may do there what root may: that is what it is for. So of what is
     * wished for, its user, its group and its node are not granted.
     *
     * @param random its name, so that a request that is repeated makes no second one
     * @param longest of the effect it is started for
     */
    static Pod on(String node, long random, Map<String, String> marks, PodSettings wishes, HelperSettings settings,
            Duration longest) {
        Map<String, String> labels = new HashMap<>(
                Map.of(ClusterProtection.PART_OF, ClusterProtection.FAULTLINE, COMPONENT, HELPER));
        if (!marks.isEmpty()) {
            labels.put(Marks.LABEL, Marks.MARKED);
        }
        Map<String, String> annotations = new HashMap<>(wishes.annotations());
        annotations.putAll(marks);
        return new PodBuilder().withNewMetadata()
                .withName("faultline-beside-" + HexFormat.of().toHexDigits(random))
                .withNamespace(settings.namespace()).withLabels(labels).withAnnotations(annotations)
                .withFinalizers(marks.isEmpty() ? List.of() : List.of(FINALIZER)).endMetadata().withNewSpec()
                .withNodeName(node).withHostPID(true)
                .withHostNetwork(true).withRestartPolicy("Never").withDnsPolicy("Default")
                .withActiveDeadlineSeconds(life(longest).toSeconds()).withTerminationGracePeriodSeconds(10L)
                .withAutomountServiceAccountToken(false).withEnableServiceLinks(false)
                .withTolerations(tolerations(wishes))
                .withImagePullSecrets(settings.pullSecrets().stream().map(LocalObjectReference::new).toList())
                .addNewContainer().withName(CONTAINER).withImage(settings.image())
                .withImagePullPolicy(settings.pullPolicy()).withStdin(true).withStdinOnce(false)
                .withNewSecurityContext()
                .withPrivileged(true).withRunAsUser(0L).endSecurityContext().withVolumeMounts(NODE.keySet().stream()
                        .map(name -> new VolumeMountBuilder().withName(name).withMountPath("/node/" + name).build())
                        .toList())
                .endContainer().withVolumes(NODE.entrySet().stream().map(HelperPod::volume).toList()).endSpec().build();
    }

    /** Whether that is what was wanted: made by a request whose answer was lost. */
    static boolean isMadeAs(Pod wanted, Pod there) {
        return stays(there) && wanted.getSpec().getNodeName().equals(there.getSpec().getNodeName())
                && HELPER.equals(there.getMetadata().getLabels().get(COMPONENT))
                && annotations(there).entrySet().containsAll(annotations(wanted).entrySet());
    }

    private static Duration life(Duration longest) {
        Duration least = longest.plus(MARGIN).plus(MARGIN);
        return least.compareTo(LIFE) > 0 ? least : LIFE;
    }

    /** Whether an effect of that length, begun now, is over well before its kubelet ends the helper. */
    static boolean lasts(Pod pod, Instant now, Duration longest) {
        Long life = pod.getSpec().getActiveDeadlineSeconds();
        return life == null || Instant.parse(pod.getMetadata().getCreationTimestamp()).plusSeconds(life)
                .isAfter(now.plus(longest).plus(MARGIN));
    }

    /** It goes wherever its target is; what is wished for is added, for whoever looks for it in the pod. */
    private static List<Toleration> tolerations(PodSettings wishes) {
        Toleration all = new TolerationBuilder().withOperator("Exists").build();
        return Stream.concat(Stream.of(all), wishes.tolerations().stream().map(each -> new TolerationBuilder()
                .withKey(each.key()).withOperator(each.operator()).withValue(each.value()).withEffect(each.effect())
                .withTolerationSeconds(each.tolerationSeconds()).build())).toList();
    }

    private static Volume volume(Map.Entry<String, String> each) {
        return new VolumeBuilder().withName(each.getKey()).withNewHostPath().withPath(each.getValue())
                .withType("DirectoryOrCreate").endHostPath().build();
    }

    static boolean isOver(Pod pod) {
        return List.of("Succeeded", "Failed").contains(phase(pod));
    }

    static boolean isEnding(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it neither has ended nor is deleted just now. */
    static boolean stays(Pod pod) {
        return !isOver(pod) && !isEnding(pod);
    }

    /** Whether it left after it had mended all it had in force. */
    static boolean hasMended(Pod pod) {
        return phase(pod).equals("Succeeded");
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null ? "" : pod.getStatus().getPhase();
    }

    static boolean isMarked(Pod pod) {
        return annotations(pod).keySet().stream().anyMatch(key -> key.startsWith(Marks.ANNOTATION));
    }

    /** Without this mark, as a patch; and without what keeps it, if that was the last one. Null if it has not got it. */
    static @Nullable Map<String, Object> unmarked(Pod pod, String key) {
        Map<String, String> annotations = annotations(pod);
        if (!annotations.containsKey(key)) {
            return null;
        }
        Map<String, Object> meta = new HashMap<>(MarkedChange.unmarked(pod, key));
        if (annotations.keySet().stream().noneMatch(each -> each.startsWith(Marks.ANNOTATION) && !each.equals(key))) {
            meta.put("finalizers", List.of());
        }
        return Map.of("metadata", meta);
    }

    /** Without what keeps it, as a patch; null if nothing does, or a mark is there that has to be kept. */
    static @Nullable Map<String, Object> released(Pod pod) {
        return isMarked(pod) || pod.getMetadata().getFinalizers() == null || pod.getMetadata().getFinalizers().isEmpty()
                ? null
                : Map.of("metadata", Map.of("finalizers", List.of()));
    }

    private static Map<String, String> annotations(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** Why it does not start, as far as its kubelet has said. */
    static String trouble(Pod pod) {
        List<ContainerStatus> containers = pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        for (ContainerStatus status : containers) {
            if (status.getState() != null && status.getState().getWaiting() != null) {
                String message = status.getState().getWaiting().getMessage();
                return status.getState().getWaiting().getReason() + (message == null ? "" : ": " + message);
            }
            if (status.getState() != null && status.getState().getTerminated() != null) {
                return "it ended at once, with code " + status.getState().getTerminated().getExitCode();
            }
        }
        return phase(pod);
    }

    /** The same, and what to do about it. */
    static String trouble(Pod pod, HelperSettings settings) {
        String why = trouble(pod);
        if (why.matches(IMAGE_MISSING)) {
            return ("%s; see that node %s can get image %s (FAULTLINE_HELPER_IMAGE, made by deploy/helper) with pull"
                    + " policy %s (FAULTLINE_HELPER_PULL_POLICY) and %s (FAULTLINE_HELPER_PULL_SECRETS)").formatted(why,
                            pod.getSpec().getNodeName(), settings.image(), settings.pullPolicy(),
                            settings.pullSecrets().isEmpty()
                                    ? "no pull secrets"
                                    : "pull secrets " + String.join(", ", settings.pullSecrets()));
        }
        return "%s; see what its kubelet says of pod %s/%s on node %s".formatted(
                why.isEmpty() || why.equals("Pending") ? "its pod has not been started yet" : why,
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), pod.getSpec().getNodeName());
    }

    /** Whether waiting would not help. */
    static boolean isHopeless(Pod pod) {
        return !stays(pod)
                || trouble(pod).matches(IMAGE_MISSING) || trouble(pod).matches("(?s)CreateContainer.*Error.*");
    }
}
