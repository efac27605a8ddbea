package io.faultline.probe.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.PodPrograms;
import io.faultline.probe.probe.Programs.Ended;
import org.jspecify.annotations.Nullable;

/**
 * Commands in pods, by exec. Nobody but a program in the container can kill what was started there, so a command runs
 * under the container's own <code>timeout</code>, where it has one.
 */
final class PodCommands implements PodPrograms {
    private final ClusterClients clients;
    private final Bounded bounded;
    private final StartedPods pods;
    private final Set<String> imagesWithoutTimeout = ConcurrentHashMap.newKeySet();

    PodCommands(ClusterClients clients, Bounded bounded, StartedPods pods) {
        this.clients = clients;
        this.bounded = bounded;
        this.pods = pods;
    }

    /** What it means to be cut now. */
    private static final class Progress {
        private final String within;
        private volatile Judgement cut;

        Progress(Duration timeout) {
            this.within = " within " + new DurationText(timeout);
            this.cut = Judgement.unmeasurable("the API server did not answer" + within);
        }

        void waitsFor(String what) {
            cut = Judgement.unmeasurable(what + within);
        }

        void runs(boolean underTimeout) {
            cut = Judgement.failed(underTimeout
                    ? "killed: not over" + within
                    : "not over" + within
                            + "; it may still run there, for its container has no 'timeout' to kill it with");
        }
    }

    @Override
    public Ended run(CommandCall call, PodSource source, Place place, Duration timeout) throws InterruptedException {
        Progress progress = new Progress(timeout);
        try {
            return bounded.within(timeout, () -> ended(call, source, place, timeout, progress));
        } catch (TimeoutException _) {
            return new Ended.Failed(progress.cut);
        } catch (IOException e) {
            return new Ended.Failed(Judgement.unmeasurable(String.valueOf(e.getMessage())));
        }
    }

    private Ended ended(CommandCall call, PodSource source, Place place, Duration timeout, Progress progress) {
        try {
            Asking.requireWithin(place, source.namespace());
            KubernetesClient client = clients.to(place.infrastructure());
            Pod pod = source.image() == null
                    ? pod(client, source)
                    : pods.running(client, source, place, timeout, progress::waitsFor);
            Container container = container(pod, source);
            PodExec exec = new PodExec(client, pod.getMetadata().getNamespace(), pod.getMetadata().getName(),
                    container.getName());
            return ended(exec, container.getImage(), call, timeout, progress);
        } catch (ClusterUnreachable e) {
            return new Ended.Failed(Judgement.unmeasurable(e.reason()));
        } catch (KubernetesClientException e) {
            return new Ended.Failed(Unanswered.because(e).judgement());
        } catch (Unanswered e) {
            return new Ended.Failed(e.judgement());
        } catch (ExecutionException e) {
            return new Ended.Failed(Judgement.unmeasurable("the connection to the pod was lost: " + e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ended.Failed(progress.cut);
        }
    }

    private Ended ended(PodExec exec, String image, CommandCall call, Duration timeout, Progress progress)
            throws InterruptedException, ExecutionException {
        if (!imagesWithoutTimeout.contains(image)) {
            PodExec.Outcome outcome = exec.run(PodWords.underTimeout(call, timeout), () -> progress.runs(true));
            if (!PodWords.lacksTimeout(outcome, timeout)) {
                return PodWords.ended(outcome, call);
            }
            imagesWithoutTimeout.add(image);
        }
        return PodWords.ended(exec.run(PodWords.plain(call), () -> progress.runs(false)), call);
    }

    private static Pod pod(KubernetesClient client, PodSource source) throws Unanswered {
        if (source.name() != null) {
            @Nullable
            Pod named = client.pods().inNamespace(source.namespace()).withName(source.name()).get();
            if (named == null || !isRunning(named)) {
                throw Unanswered.because("there is no running pod %s in %s".formatted(source.name(),
                        source.namespace()));
            }
            return named;
        }
        List<Pod> matching = new ArrayList<>(
                client.pods().inNamespace(source.namespace()).withLabelSelector(source.labels()).list().getItems());
        matching.sort(Comparator.comparing(each -> each.getMetadata().getName()));
        return matching.stream().filter(PodCommands::isRunning).findFirst()
                .orElseThrow(() -> Unanswered.because("there is no running pod with labels %s in %s"
                        .formatted(source.labels(), source.namespace())));
    }

    private static boolean isRunning(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase());
    }

    private static Container container(Pod pod, PodSource source) throws Unanswered {
        return pod.getSpec().getContainers().stream()
                .filter(each -> source.container() == null || source.image() != null
                        || each.getName().equals(source.container()))
                .findFirst().orElseThrow(() -> Unanswered.because("pod %s has no container %s"
                        .formatted(pod.getMetadata().getName(), source.container())));
    }
}
