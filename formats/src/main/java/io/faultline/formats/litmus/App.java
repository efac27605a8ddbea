package io.faultline.formats.litmus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The application an engine is aimed at: its <code>appinfo</code> or <code>selectors</code>.
 *
 * @param pods names of pods
 * @param healthCheck whether its pods have to be ready, as the engine says it
 */
record App(String namespace, @Nullable String labels, @Nullable String kind, @Nullable String workload,
        List<String> pods, boolean healthCheck, Spot spot) {
    private static final Set<String> KINDS = Set.of("deployment", "statefulset", "daemonset", "replicaset", "job");

    boolean selects() {
        return labels != null || kind != null || workload != null || !pods.isEmpty();
    }

    /** With pods that have to be ready. */
    App checked() {
        return new App(namespace, labels, kind, workload, pods, true, spot);
    }

    /** Read from an engine's spec; blanks are filled from beside. */
    static App of(Piece spec, String engineNamespace, Filling filling) {
        boolean healthCheck = "true".equalsIgnoreCase(spec.raw("defaultHealthCheck"));
        Optional<Piece> selectors = spec.field("selectors").filter(each -> !each.isNothing());
        return selectors.isPresent()
                ? bySelectors(selectors.get(), engineNamespace, healthCheck)
                : byAppinfo(spec, engineNamespace, filling, healthCheck);
    }

    private static App byAppinfo(Piece spec, String engineNamespace, Filling filling, boolean healthCheck) {
        Piece appinfo = spec.fields("appinfo");
        String namespace = filling.fill("appns", appinfo.text("appns").orElse(null));
        String labels = filling.fill("applabel", appinfo.text("applabel").orElse(null));
        String kind = filling.fill("appkind", appinfo.text("appkind").orElse(null));
        appinfo.ignoreRest(java.util.Map.of());
        if (labels.isBlank() && !kind.isBlank()) {
            appinfo.notes().refuse(appinfo.spot(),
                    "appinfo says appkind without applabel; every %s of the namespace would be hit".formatted(
                            Piece.shown(kind)));
        }
        return new App(namespace.isBlank() ? engineNamespace : namespace.strip(), blankAsNull(labels),
                known(kind, appinfo), null, List.of(), healthCheck, appinfo.spot());
    }

    private static App bySelectors(Piece selectors, String engineNamespace, boolean healthCheck) {
        List<Piece> workloads = selectors.items("workloads");
        List<Piece> pods = selectors.items("pods");
        if (workloads.size() + pods.size() != 1) {
            selectors.notes().refuse(selectors.spot(),
                    "selectors has to name one entry of workloads or pods; make a fault for each");
        }
        Piece one = Stream.concat(workloads.stream(), pods.stream()).findFirst().orElse(selectors);
        String namespace = one.text("namespace").orElse(engineNamespace);
        List<String> names = Stream.of(one.text("names").orElse("").split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
        if (!pods.isEmpty()) {
            one.ignoreRest(java.util.Map.of());
            return new App(namespace, null, null, null, names, healthCheck, one.spot());
        }
        if (names.size() > 1) {
            one.field("names").ifPresent(each -> one.notes().refuse(each.spot(),
                    "several workloads in one fault are not there; make a fault for each, or give labels"));
        }
        String labels = one.text("labels").orElse(null);
        String kind = known(one.text("kind").orElse(""), one);
        one.ignoreRest(java.util.Map.of());
        return new App(namespace, labels, kind, names.isEmpty() ? null : names.getFirst(), List.of(), healthCheck,
                one.spot());
    }

    private static @Nullable String known(String kind, Piece at) {
        String word = kind.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty() || KINDS.contains(word)) {
            return word.isEmpty() ? null : word;
        }
        if (word.equals("rollout") || word.equals("deploymentconfig")) {
            at.notes().differently(at.spot(),
                    "pods of a %s are found by their labels alone, whoever owns them".formatted(word));
        } else {
            at.notes().refuse(at.spot(), "'%s' is no kind of workload; write deployment, statefulset or daemonset"
                    .formatted(Piece.shown(kind)));
        }
        return null;
    }

    private static @Nullable String blankAsNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
