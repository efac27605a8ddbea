package io.faultline.probe.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.probe.PodSource;
import io.faultline.probe.probe.Place;
import org.jspecify.annotations.Nullable;

/**
 * Probe pods: one for a run and an image, found again by its name whoever looks for it. It does nothing but sleep, as
 * nobody, until its run is over or its deadline has come.
 */
record StartedPods(InstantSource clock, Duration lifetime) {
    static final String NAME = "app.kubernetes.io/name";
    static final String PROBE = "faultline-probe";
    private static final Map<String, String> MARK = Map.of("app.kubernetes.io/part-of", "faultline", NAME, PROBE);
    private static final long NOBODY = 65_534;
    private static final int CONFLICT = 409;

    Pod running(KubernetesClient client, PodSource source, Place place, Duration timeout, Consumer<String> progress)
            throws Unanswered {
        String name = name(source, place);
        progress.accept("the probe pod %s was not there".formatted(name));
        @Nullable
        Pod before = client.pods().inNamespace(source.namespace()).withName(name).get();
        if (before != null && isOver(before)) {
            delete(client, source.namespace(), name);
            before = null;
        }
        if (before == null) {
            sweep(client, source.namespace());
            create(client, pod(name, source, place));
        }
        return awaited(client, source.namespace(), name, timeout, progress);
    }

    /** Those of this namespace whose time is over, whoever started them. */
    void sweep(KubernetesClient client, String namespace) {
        client.pods().inNamespace(namespace).withLabels(MARK).list().getItems().stream().filter(this::isOver)
                .forEach(each -> delete(client, namespace, each.getMetadata().getName()));
    }

    /** The same in all namespaces. */
    int sweep(KubernetesClient client) {
        var over = client.pods().inAnyNamespace().withLabels(MARK).list().getItems().stream().filter(this::isOver)
                .toList();
        over.forEach(each -> delete(client, each.getMetadata().getNamespace(), each.getMetadata().getName()));
        return over.size();
    }

    String end(KubernetesClient client, PodSource source, Place place) {
        delete(client, source.namespace(), name(source, place));
        return name(source, place);
    }

    private static void delete(KubernetesClient client, String namespace, String name) {
        client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    private static void create(KubernetesClient client, Pod pod) {
        try {
            client.pods().inNamespace(pod.getMetadata().getNamespace()).resource(pod).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    private static Pod awaited(KubernetesClient client, String namespace, String name, Duration timeout,
            Consumer<String> progress) throws Unanswered {
        try {
            Pod pod = client.pods().inNamespace(namespace).withName(name).waitUntilCondition(each -> {
                progress.accept("the probe pod %s did not run (%s)".formatted(name, state(each)));
                return each != null && !"Pending".equals(phase(each));
            }, timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (pod == null || !"Running".equals(phase(pod))) {
                throw Unanswered.because(
                        "the probe pod %s ended at once (%s): its image needs a program 'sleep'".formatted(name,
                                state(pod)));
            }
            return pod;
        } catch (KubernetesClientTimeoutException _) {
            throw Unanswered.because("the probe pod %s does not run yet".formatted(name));
        }
    }

    private boolean isOver(Pod pod) {
        Instant until = Instant.parse(pod.getMetadata().getCreationTimestamp()).plus(lifetime);
        return !Stream.of("Pending", "Running").toList().contains(phase(pod)) || clock.instant().isAfter(until);
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null ? "Pending" : Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending");
    }

    private static String state(@Nullable Pod pod) {
        if (pod == null) {
            return "not there";
        }
        return pod.getStatus().getContainerStatuses().stream()
                .flatMap(each -> Stream.ofNullable(each.getState().getWaiting())).map(StartedPods::reason).findFirst()
                .orElse(phase(pod));
    }

    private static String reason(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }

    private Pod pod(String name, PodSource source, Place place) {
        return new PodBuilder().withNewMetadata().withName(name).withNamespace(source.namespace()).withLabels(MARK)
                .addToLabels(Creations.RUN, place.run().toString()).withAnnotations(place.pods().annotations())
                .endMetadata()
                .withNewSpec().withRestartPolicy("Never").withActiveDeadlineSeconds(lifetime.toSeconds())
                .withTerminationGracePeriodSeconds(0L).withAutomountServiceAccountToken(false)
                .withHostNetwork(source.hostNetwork()).withEnableServiceLinks(false)
                .withNodeSelector(place.pods().nodeSelector()).withTolerations(tolerations(place.pods()))
                .withNewSecurityContext().withRunAsNonRoot(true)
                .withRunAsUser(anybody(place.pods().runAsUser())).withRunAsGroup(anybody(place.pods().runAsGroup()))
                .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile().endSecurityContext()
                .withContainers(container(source)).endSpec().build();
    }

    /** Root is not granted: a probe pod runs whatever its image is. */
    private static long anybody(@Nullable Long wanted) {
        return wanted == null || wanted == 0 ? NOBODY : wanted;
    }

    private static List<Toleration> tolerations(PodSettings wishes) {
        return wishes.tolerations().stream().map(each -> new TolerationBuilder().withKey(each.key())
                .withOperator(each.operator()).withValue(each.value()).withEffect(each.effect())
                .withTolerationSeconds(each.tolerationSeconds()).build()).toList();
    }

    private Container container(PodSource source) {
        return new ContainerBuilder().withName("probe").withImage(source.image())
                .withImagePullPolicy("IfNotPresent").withCommand("sleep", Long.toString(lifetime.toSeconds()))
                .withNewSecurityContext().withAllowPrivilegeEscalation(false).withNewCapabilities().withDrop("ALL")
                .endCapabilities().endSecurityContext()
                .withNewResources().addToRequests("cpu", new Quantity("10m"))
                .addToRequests("memory", new Quantity("16Mi")).addToLimits("memory", new Quantity("256Mi"))
                .endResources().build();
    }

    private static String name(PodSource source, Place place) {
        String what = "%s %s %s %s".formatted(place.run(), source.namespace(), source.image(), source.hostNetwork());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return PROBE + "-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
