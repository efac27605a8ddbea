package io.faultline.standalone.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/**
 * The cart of the tutorial, played by the small HTTP server of busybox, in a namespace of its own that is deleted with
 * all that is in it, however the demo ends.
 */
public final class CartInCluster implements AutoCloseable {
    /** Where it is, and where its experiment looks for it. */
    public static final String NAMESPACE = "faultline-demo";

    private static final String APP = "cartservice";
    private static final String SERVICE = "frontend";
    private static final Map<String, String> LABELS = Map.of("app", APP);
    private static final String USUAL_IMAGE = "busybox:1.36";
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final String image;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Thread onExit = new Thread(this::delete, "faultline-demo-cleanup");

    private CartInCluster(KubernetesClient client, String image) {
        this.client = client;
        this.image = image;
    }

    /**
     * Makes the namespace; nothing runs in it before the first {@link #scale}.
     *
     * @param image of busybox, or another that has its httpd; without one, what is on a node already
     * @throws IllegalStateException if the namespace is there already: it may be somebody's
     */
    public static CartInCluster open(KubernetesClient client, @Nullable String image) {
        Namespace namespace = new NamespaceBuilder().withNewMetadata().withName(NAMESPACE)
                .withLabels(Map.of("app.kubernetes.io/managed-by", "faultline-demo")).endMetadata().build();
        CartInCluster cart = new CartInCluster(client, image == null ? onANode(client) : image);
        try {
            client.namespaces().resource(namespace).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 409) {
                throw new IllegalStateException(("namespace %1$s is there already, left behind or in use by another"
                        + " demo: if it is nobody's, kubectl delete namespace %1$s").formatted(NAMESPACE), e);
            }
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(cart.onExit);
        try {
            cart.create();
            return cart;
        } catch (RuntimeException e) {
            cart.close();
            throw e;
        }
    }

    private static String onANode(KubernetesClient client) {
        try {
            return client.nodes().list().getItems().stream().map(node -> node.getStatus().getImages())
                    .filter(Objects::nonNull).flatMap(List::stream)
                    .map(each -> each.getNames()).filter(Objects::nonNull).flatMap(List::stream)
                    .filter(name -> name.matches("(.*/)?busybox:[^@]+")).findFirst().orElse(USUAL_IMAGE);
        } catch (KubernetesClientException e) {
            return USUAL_IMAGE;
        }
    }

    public String image() {
        return image;
    }

    private void create() {
        client.configMaps().inNamespace(NAMESPACE).resource(new ConfigMapBuilder().withNewMetadata().withName(APP)
                .endMetadata().withData(Map.of("cart", "Your cart is empty.\n")).build()).create();
        client.services().inNamespace(NAMESPACE).resource(new ServiceBuilder().withNewMetadata()
                .withName(SERVICE).endMetadata().withNewSpec().withSelector(LABELS).addNewPort().withPort(80)
                .withTargetPort(new IntOrString(PORT)).endPort().endSpec().build()).create();
        client.apps().deployments().inNamespace(NAMESPACE).resource(deployment()).create();
    }

    /**
     * Its pods take a moment to be ready, as real ones do, and go on answering for a moment when they are told to end, as
     * they should: whoever calls them hears of it later than they.
     */
    private Deployment deployment() {
        return new DeploymentBuilder().withNewMetadata().withName(APP).withLabels(LABELS).endMetadata().withNewSpec()
                .withReplicas(0).withNewSelector().withMatchLabels(LABELS).endSelector().withNewTemplate()
                .withNewMetadata().withLabels(LABELS).endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(5L).withAutomountServiceAccountToken(false).addNewContainer()
                .withName("cart").withImage(image).withImagePullPolicy("IfNotPresent")
                .withCommand("busybox", "httpd", "-f", "-p", Integer.toString(PORT), "-h", "/www").addNewVolumeMount()
                .withName("www").withMountPath("/www").endVolumeMount().withNewReadinessProbe().withNewHttpGet()
                .withPath("/cart").withPort(new IntOrString(PORT)).endHttpGet().withInitialDelaySeconds(3)
                .withPeriodSeconds(1).endReadinessProbe().withNewSecurityContext().withRunAsNonRoot(true)
                .withRunAsUser(1000L).withAllowPrivilegeEscalation(false).withNewCapabilities().withDrop("ALL")
                .endCapabilities().endSecurityContext().endContainer().addNewVolume().withName("www")
                .withNewConfigMap().withName(APP).endConfigMap().endVolume().endSpec().endTemplate().endSpec()
                .build();
    }

    /** Returns when so many pods are ready and called upon; fails, with what they wait for, if they do not become so. */
    public void scale(int replicas) {
        client.apps().deployments().inNamespace(NAMESPACE).withName(APP).scale(replicas);
        try {
            client.apps().deployments().inNamespace(NAMESPACE).withName(APP).waitUntilCondition(
                    found -> found != null && found.getStatus() != null
                            && Objects.equals(found.getStatus().getReadyReplicas(), replicas)
                            && Objects.equals(found.getStatus().getReplicas(), replicas),
                    PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.endpoints().inNamespace(NAMESPACE).withName(SERVICE).waitUntilCondition(
                    found -> found != null && found.getSubsets().stream().mapToInt(each -> each.getAddresses().size())
                            .sum() == replicas,
                    PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientException e) {
            throw new IllegalStateException("the pods of the cart do not become ready within %d s%s".formatted(
                    PATIENCE.toSeconds(), waitingFor().map(": "::concat).orElse("")), e);
        }
    }

    private Optional<String> waitingFor() {
        return client.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(status -> status.getState().getWaiting()).filter(Objects::nonNull)
                .map(waiting -> "%s %s (image %s; another one: --image)".formatted(waiting.getReason(),
                        Objects.requireNonNullElse(waiting.getMessage(), ""), image))
                .findFirst();
    }

    private void delete() {
        if (gone.compareAndSet(false, true)) {
            client.namespaces().withName(NAMESPACE).delete();
        }
    }

    /** Returns when nothing is left of it. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return;
        }
        client.namespaces().withName(NAMESPACE).waitUntilCondition(Objects::isNull, PATIENCE.toSeconds(),
                TimeUnit.SECONDS);
    }
}
