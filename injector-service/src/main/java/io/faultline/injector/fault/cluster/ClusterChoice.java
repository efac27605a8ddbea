package io.faultline.injector.fault.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ClusterTarget;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;
import org.jspecify.annotations.Nullable;

/** Turns selectors into what is in a cluster: who matches now, and which of them are hit. */
public record ClusterChoice(ClusterViews views, ClusterProtection protection, RandomGenerator random) {
    private static final List<String> ANNOTATED = List.of("deployment", "statefulset", "daemonset");

    /** Pods; with a health check, only if all that match are running and ready. */
    public Chosen<PodSeen> pods(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        try {
            ClusterView view = views.of(where);
            List<PodSeen> matches = healthy(target, view);
            return choose(target, unprotected(matches, pod -> protection.protectedAs(pod, view)), PodSeen::path);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private List<PodSeen> healthy(PodTarget target, ClusterView view) throws FaultRefused, ClusterTrouble {
        List<PodSeen> matches = matching(target, view);
        List<String> ailing = target.healthCheck() ? ailing(matches) : List.of();
        if (!ailing.isEmpty()) {
            throw new FaultRefused("its targets are not healthy before it begins: " + String.join(", ", ailing));
        }
        return matches;
    }

    /** That very pod as it is now; empty when it is gone. */
    public Optional<PodSeen> pod(PodTarget target, String uid, @Nullable Infrastructure where) throws FaultRefused {
        try {
            return views.of(where).pods(target.namespace()).stream().filter(pod -> pod.uid().equals(uid)).findFirst();
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /** Those matches that are not running and ready, with what they are instead; one that is named and gone may come back. */
    public List<String> ailing(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        try {
            ClusterView view = views.of(where);
            List<PodSeen> named = named(target, view);
            Stream<String> gone = missing(target.names(), named.stream().map(PodSeen::name).toList())
                    .map(name -> "pod %s/%s is not there".formatted(target.namespace(), name));
            return Stream.concat(ailing(narrowed(target, named, view)).stream(), gone).sorted().toList();
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /** How many match now, well or not. */
    public int present(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        try {
            ClusterView view = views.of(where);
            return narrowed(target, named(target, view), view).size();
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private static List<String> ailing(List<PodSeen> pods) {
        return pods.stream().filter(pod -> !pod.ready())
                .map(pod -> "pod %s is %s".formatted(pod.path(), pod.phase().equals("Running")
                        ? "running, but not ready"
                        : pod.phase()))
                .sorted().toList();
    }

    /** Nodes; where they are those of pods with a health check, only if all of these are running and ready. */
    public Chosen<NodeSeen> nodes(NodeTarget target, @Nullable Infrastructure where) throws FaultRefused {
        try {
            ClusterView view = views.of(where);
            Set<String> ofPods = target.ofPods() == null
                    ? Set.of()
                    : healthy(target.ofPods(), view).stream().map(PodSeen::node).collect(Collectors.toSet());
            LabelSelector labels = target.labels() == null ? null : LabelSelector.of(target.labels());
            List<NodeSeen> matches = view.nodes(labels).stream()
                    .filter(node -> target.names().isEmpty() || target.names().contains(node.name()))
                    .filter(node -> target.ofPods() == null || ofPods.contains(node.name())).toList();
            requireAll(target, target.names(), matches.stream().map(NodeSeen::name).toList());
            return choose(target, matches, NodeSeen::name);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /**
     * Which pods of a node a taint drives away. Of what it does nothing can be left out: what is never hit must bear it.
     *
     * @param refused what is not done where one of them is never hit
     */
    public List<PodSeen> drivenAway(NodeSeen.Taint taint, NodeSeen node, @Nullable Infrastructure where, String refused)
            throws FaultRefused {
        try {
            ClusterView view = views.of(where);
            List<PodSeen> going = new ArrayList<>();
            for (PodSeen pod : view.podsOn(node.name())) {
                if (pod.isOver() || pod.tolerates(taint)) {
                    continue;
                }
                Optional<String> kept = protection.keptAs(pod, view);
                if (kept.isPresent()) {
                    throw new FaultRefused(Refusal.PROTECTED_TARGET,
                            "%s: it would drive away pod %s. %s".formatted(refused, pod.path(), kept.get()));
                }
                going.add(pod);
            }
            return going;
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /** Deployments or stateful sets. */
    public Chosen<WorkloadSeen> workloads(WorkloadTarget target, @Nullable Infrastructure where) throws FaultRefused {
        try {
            requireUnprotected(target.namespace());
            LabelSelector labels = target.labels() == null ? null : LabelSelector.of(target.labels());
            AnnotationSelector annotations = target.annotations() == null
                    ? null
                    : AnnotationSelector.of(target.annotations());
            ClusterView view = views.of(where);
            List<WorkloadSeen> matches = view.workloads(target.namespace(), target.kind()).stream()
                    .filter(each -> target.name() == null || each.name().equals(target.name()))
                    .filter(each -> labels == null || labels.matches(each.labels()))
                    .filter(each -> annotations == null || annotations.matches(each.annotations())).toList();
            return choose(target, unprotected(matches, each -> keptAs(each, view)), WorkloadSeen::path);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /** What is done to a workload is done to its pods. */
    private Optional<String> keptAs(WorkloadSeen workload, ClusterView view) throws ClusterTrouble {
        String what = "%s %s is never hit: ".formatted(workload.kind(), workload.path());
        if (ClusterProtection.isOwn(workload.labels())) {
            return Optional.of(what + "it is Faultline's own");
        }
        for (PodSeen pod : view.pods(workload.namespace())) {
            Optional<String> kept = isOf(workload.kind(), workload.name(), pod)
                    ? protection.keptAs(pod, view)
                    : Optional.empty();
            if (kept.isPresent()) {
                return Optional.of(what + kept.get());
            }
        }
        return Optional.empty();
    }

    private List<PodSeen> matching(PodTarget target, ClusterView view) throws FaultRefused, ClusterTrouble {
        List<PodSeen> named = named(target, view);
        requireAll(target, target.names(), named.stream().map(PodSeen::name).toList());
        return narrowed(target, named, view);
    }

    private static List<PodSeen> narrowed(PodTarget target, List<PodSeen> named, ClusterView view)
            throws FaultRefused, ClusterTrouble {
        return onNodes(target.nodeLabels(), annotated(target, named, view), view);
    }

    private List<PodSeen> named(PodTarget target, ClusterView view) throws FaultRefused, ClusterTrouble {
        requireUnprotected(target.namespace());
        LabelSelector labels = target.labels() == null ? null : LabelSelector.of(target.labels());
        return view.pods(target.namespace()).stream()
                .filter(pod -> !ClusterProtection.isOutOfQuestion(pod))
                .filter(pod -> target.names().isEmpty() || target.names().contains(pod.name()))
                .filter(pod -> target.node() == null || pod.node().equals(target.node()))
                .filter(pod -> labels == null || labels.matches(pod.labels()))
                .filter(pod -> isOf(target.kind(), target.workload(), pod)).toList();
    }

    private static boolean isOf(@Nullable String kind, @Nullable String workload, PodSeen pod) {
        return kind == null && workload == null || pod.owners().stream()
                .anyMatch(owner -> (kind == null || owner.kind().equalsIgnoreCase(kind))
                        && (workload == null || owner.name().equals(workload)));
    }

    private static List<PodSeen> onNodes(@Nullable String labels, List<PodSeen> pods, ClusterView view)
            throws FaultRefused, ClusterTrouble {
        if (labels == null) {
            return pods;
        }
        Set<String> nodes = view.nodes(LabelSelector.of(labels)).stream().map(NodeSeen::name)
                .collect(Collectors.toSet());
        return pods.stream().filter(pod -> nodes.contains(pod.node())).toList();
    }

    /** A workload's annotation counts for its pods. */
    private static List<PodSeen> annotated(PodTarget target, List<PodSeen> pods, ClusterView view)
            throws ClusterTrouble {
        if (target.annotations() == null) {
            return pods;
        }
        AnnotationSelector wanted = AnnotationSelector.of(target.annotations());
        Set<OwnerSeen> annotated = new HashSet<>();
        for (String kind : ANNOTATED) {
            if (pods.stream().anyMatch(pod -> isOf(kind, null, pod))) {
                view.workloads(target.namespace(), kind).stream().filter(each -> wanted.matches(each.annotations()))
                        .forEach(each -> annotated.add(new OwnerSeen(kind, each.name())));
            }
        }
        return pods.stream().filter(pod -> wanted.matches(pod.annotations())
                || pod.owners().stream().anyMatch(annotated::contains)).toList();
    }

    private void requireUnprotected(String namespace) throws FaultRefused {
        Optional<String> what = protection.protectedAs(namespace);
        if (what.isPresent()) {
            throw new FaultRefused(Refusal.PROTECTED_TARGET, what.get());
        }
    }

    /** Why something is never hit, if it is not. */
    private interface Protection<T> {
        Optional<String> of(T match) throws ClusterTrouble;
    }

    private static <T> List<T> unprotected(List<T> matches, Protection<T> protection)
            throws FaultRefused, ClusterTrouble {
        List<T> left = new ArrayList<>();
        String why = "";
        for (T match : matches) {
            Optional<String> what = protection.of(match);
            if (what.isEmpty()) {
                left.add(match);
            } else {
                why = what.get();
            }
        }
        if (left.isEmpty() && !matches.isEmpty()) {
            throw new FaultRefused(Refusal.PROTECTED_TARGET, why);
        }
        return left;
    }

    /** Who names what is not there has mistyped it, or is late: either way not all would be hit that was meant. */
    private static void requireAll(ClusterTarget target, List<String> wanted, List<String> found)
            throws FaultRefused {
        String missing = missing(wanted, found).sorted().collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new FaultRefused(Refusal.EMPTY_SELECTION, Selectors.missing(target, missing));
        }
    }

    private static Stream<String> missing(List<String> wanted, List<String> found) {
        return wanted.stream().distinct().filter(name -> !found.contains(name));
    }

    private <T> Chosen<T> choose(ClusterTarget target, List<T> matches, Function<T, String> name) {
        List<T> left = new ArrayList<>(matches);
        int chosen = target.chosenOf(left.size());
        if (chosen < left.size()) {
            Collections.shuffle(left, random);
        }
        return new Chosen<>(left.size(), left.stream().limit(chosen).sorted(Comparator.comparing(name)).toList());
    }
}
