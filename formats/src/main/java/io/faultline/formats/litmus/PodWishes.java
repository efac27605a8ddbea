package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import org.jspecify.annotations.Nullable;

/** How pods are to be placed and run, gathered from a workflow and its engines: an experiment has one answer to that. */
final class PodWishes {
    private final Map<String, String> nodeSelector = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private final List<Toleration> tolerations = new ArrayList<>();
    private @Nullable Long user;
    private @Nullable Long group;

    void nodeSelector(@Nullable Piece piece) {
        merge(nodeSelector, piece);
    }

    void annotations(@Nullable Piece piece) {
        merge(annotations, piece);
    }

    private static void merge(Map<String, String> into, @Nullable Piece piece) {
        if (piece == null) {
            return;
        }
        piece.texts().forEach((key, value) -> {
            String before = into.putIfAbsent(key, value);
            if (before != null && !before.equals(value)) {
                piece.notes().differently(piece.spot(),
                        "'%s' is said twice; the first, %s, holds for all pods of the experiment"
                                .formatted(Piece.shown(key), Piece.shown(before)));
            }
        });
    }

    void tolerations(List<Piece> pieces) {
        for (Piece piece : pieces) {
            String operator = piece.text("operator").orElse("Equal");
            String effect = piece.text("effect").orElse(null);
            String seconds = piece.text("tolerationSeconds").orElse(null);
            boolean sound = operator.matches("Equal|Exists")
                    && (effect == null || effect.matches("NoSchedule|PreferNoSchedule|NoExecute"))
                    && (seconds == null || seconds.matches("\\d{1,15}"));
            if (!sound) {
                piece.notes().refuse(piece.spot(), "this is no toleration: operator is Equal or Exists, effect"
                        + " NoSchedule, PreferNoSchedule or NoExecute, tolerationSeconds a number");
                continue;
            }
            Toleration toleration = new Toleration(piece.text("key").orElse(null), operator,
                    piece.text("value").orElse(null), effect, seconds == null ? null : Long.valueOf(seconds));
            piece.ignoreRest(Map.of());
            if (!tolerations.contains(toleration)) {
                tolerations.add(toleration);
            }
        }
    }

    void securityContext(Piece context) {
        user = number(context, "runAsUser", user);
        group = number(context, "runAsGroup", group);
        context.look("runAsNonRoot");
        context.ignoreRest(Map.of("fsGroup", "pods started here mount nothing", "seccompProfile",
                "pods started here have what their work needs"));
    }

    private static @Nullable Long number(Piece context, String name, @Nullable Long before) {
        String text = context.text(name).orElse("");
        if (text.isEmpty()) {
            return before;
        }
        if (!text.matches("\\d{1,10}")) {
            context.notes().refuse(context.spot(), name + " has to be a number");
            return before;
        }
        return before == null ? Long.valueOf(text) : before;
    }

    @Nullable
    PodSettings settings() {
        PodSettings settings = new PodSettings(nodeSelector, tolerations, annotations, user, group);
        return settings.equals(new PodSettings(Map.of(), List.of(), Map.of(), null, null)) ? null : settings;
    }
}
