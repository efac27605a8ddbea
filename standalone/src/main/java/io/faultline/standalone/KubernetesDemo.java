package io.faultline.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.cli.Console;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.standalone.kubernetes.CartInCluster;
import org.jspecify.annotations.Nullable;

/** The tutorial's experiment on the current kubeconfig's cluster: a weakness found, and then mended. */
record KubernetesDemo(Console console, Path experiment, @Nullable String image) {
    private static final int PASSED = 0;
    private static final int FAILED = 3;
    private static final int NOT_STARTED = 1;

    /** What the replicas lead to. */
    private record Part(int replicas, int code, String title) {}

    private static final List<Part> PARTS = List.of(
            new Part(1, FAILED, "The cart has one replica, and its pod is deleted:"),
            new Part(2, PASSED, "The same with two replicas:"));

    /** @param run runs an experiment on the house, and shows it; its exit code is given back */
    int show(ToIntFunction<Path> run) {
        try (ClusterClients clients = ClusterClients.retrying("", "")) {
            KubernetesClient client = clients.to(null);
            console.err().printf("Cluster %s, namespace %s%n", client.getMasterUrl(), CartInCluster.NAMESPACE);
            return show(client, run);
        } catch (ClusterUnreachable e) {
            return trouble(e.reason());
        } catch (IllegalStateException e) {
            return trouble(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            return trouble(ofCluster(e));
        }
    }

    private int show(KubernetesClient client, ToIntFunction<Path> run) {
        try (CartInCluster cart = CartInCluster.open(client, image)) {
            for (Part part : PARTS) {
                cart.scale(part.replicas());
                console.err().printf("%n%s%n", part.title());
                int code = run.applyAsInt(experiment);
                if (code != part.code()) {
                    return code == PASSED ? trouble("that it passed was not expected: see the probe's results") : code;
                }
            }
            console.err().printf("%nOne replica was too few, two are enough. Deleting namespace %s ...%n",
                    CartInCluster.NAMESPACE);
        }
        console.err().println("Nothing is left in the cluster.");
        return PASSED;
    }

    private static String ofCluster(KubernetesClientException e) {
        return "the cluster says no: " + (e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage());
    }

    private int trouble(String text) {
        console.err().println("The demo cannot be shown: " + text);
        return NOT_STARTED;
    }
}
