package io.faultline.probe.probe;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.ClusterObjects.Seen;
import io.faultline.probe.value.Values;

/** Measures by looking at a cluster's objects. The API server is the instrument: when it says no, nothing was measured. */
record KubernetesProbing(ClusterObjects objects) {
    private static final int NAMED = 10;

    Judgement attempt(KubernetesProbe probe, Values values, Duration timeout, Place place)
            throws InterruptedException {
        KubernetesProbe asked = values.filled(probe);
        return switch (objects.attempt(asked, place, timeout)) {
            case Seen.Unseen unseen -> unseen.judgement();
            case Seen.Told told -> asked.operation() == KubernetesProbe.Operation.LOGS && asked.expect() != null
                    ? ComparatorRules.judge(asked.expect(), told.text())
                    : Judgement.held(told.text());
            case Seen.Found found -> judge(asked, found.objects());
        };
    }

    private static Judgement judge(KubernetesProbe asked, List<ClusterObject> found) {
        return switch (asked.operation()) {
            case PRESENT -> present(asked, found);
            case ABSENT -> found.isEmpty() ? Judgement.held("none") : Judgement.broken(named(found), "none");
            case COUNT -> asked.expect() == null
                    ? Judgement.held(Integer.toString(found.size()))
                    : ComparatorRules.judge(asked.expect(), Integer.toString(found.size()));
            case READY -> ready(asked, found);
            case EACH -> each(asked, found);
            case LOGS, CREATE -> Judgement.broken("none", "at least one of " + what(asked));
            case DELETE -> found.isEmpty()
                    ? Judgement.broken("none", "at least one of %s to delete".formatted(what(asked)))
                    : Judgement.held("deleted " + named(found));
        };
    }

    private static Judgement present(KubernetesProbe asked, List<ClusterObject> found) {
        List<String> missing = missing(asked, found);
        if (!missing.isEmpty()) {
            return Judgement.broken("missing: " + String.join(", ", missing), "all of " + what(asked));
        }
        return found.isEmpty()
                ? Judgement.broken("none", "at least one of " + what(asked))
                : Judgement.held(named(found));
    }

    private static Judgement ready(KubernetesProbe asked, List<ClusterObject> found) {
        Judgement present = present(asked, found);
        if (!present.held()) {
            return present;
        }
        for (ClusterObject each : found) {
            if (ReadinessRules.of(each) instanceof ReadinessRules.Unknowable unknowable) {
                return Judgement.unmeasurable(unknowable.why());
            }
        }
        List<String> waiting = found.stream()
                .flatMap(each -> ReadinessRules.of(each) instanceof ReadinessRules.Waiting is
                        ? Stream.of("%s (%s)".formatted(each.name(), is.why()))
                        : Stream.of())
                .toList();
        String counted = "%d of %d ready".formatted(found.size() - waiting.size(), found.size());
        return waiting.isEmpty()
                ? Judgement.held(counted)
                : Judgement.broken(counted + "; not: " + shortened(waiting), "all of %s ready".formatted(what(asked)));
    }

    private static Judgement each(KubernetesProbe asked, List<ClusterObject> found) {
        Judgement last = present(asked, found);
        if (!last.held() || asked.expect() == null || asked.path() == null) {
            return last;
        }
        for (ClusterObject object : found) {
            last = ComparatorRules.judge(asked.expect(), ObjectPath.of(asked.path()).text(object, asked.expect()));
            if (!last.held()) {
                return last.because(object.name() + ": " + asked.path());
            }
        }
        return last;
    }

    private static List<String> missing(KubernetesProbe asked, List<ClusterObject> found) {
        return asked.names().stream()
                .filter(name -> found.stream().noneMatch(object -> object.name().equals(name))).toList();
    }

    private static String what(KubernetesProbe asked) {
        StringBuilder text = new StringBuilder(asked.resource() == null ? "objects" : asked.resource());
        text.append(asked.namespace().equals(KubernetesProbe.ALL_NAMESPACES) ? "" : " in " + asked.namespace());
        text.append(asked.names().isEmpty() ? "" : " named " + String.join(", ", asked.names()));
        text.append(asked.labels() == null ? "" : " with labels " + asked.labels());
        return text.append(asked.fields() == null ? "" : " with fields " + asked.fields()).toString();
    }

    private static String named(List<ClusterObject> found) {
        return found.size() + ": " + shortened(found.stream().map(ClusterObject::name).toList());
    }

    private static String shortened(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and %d more".formatted(names.size() - NAMED);
    }
}
