package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** An Argo Workflow: its parameters, its templates, and how its pods are placed. */
final class WorkflowReading {
    static final Map<String, String> SPEC_REST = Map.ofEntries(
            Map.entry("serviceAccountName", "Faultline's agent has an account of its own, with exact rights"),
            Map.entry("podGC", "there are no workflow pods"),
            Map.entry("ttlStrategy", "there are no workflow objects"),
            Map.entry("ttlSecondsAfterFinished", "there are no workflow objects"),
            Map.entry("parallelism", "what is in one group begins at once"),
            Map.entry("artifactGC", "there are no workflow artifacts"),
            Map.entry("volumes", "there are no workflow pods"),
            Map.entry("imagePullSecrets", "there are no workflow pods"),
            Map.entry("hostNetwork", "there are no workflow pods"),
            Map.entry("hooks", "Faultline mends by itself; use the experiment's rollbacks for more"),
            Map.entry("shutdown", "runs are stopped with faultline abort"),
            Map.entry("suspend", "runs are not paused on their way"));

    private WorkflowReading() {}

    /** Groups of activities, one after the other. */
    static List<List<Activity>> groups(Piece metadata, Piece spec, Filling filling, PodWishes wishes) {
        Notes notes = spec.notes();
        Scope scope = Scope.of(values(metadata, spec, filling));
        pods(spec, wishes);
        Artifacts artifacts = new Artifacts();
        List<Piece> templates = spec.items("templates");
        EngineReading.Setting setting = new EngineReading.Setting("", metadata.raw("namespace"),
                io.faultline.contracts.experiment.Fault.DEFAULT_WEIGHT, artifacts.definitions(templates, scope),
                filling, wishes);
        TemplateReading reading = new TemplateReading(templates, artifacts, setting, notes);
        String entry = spec.text("entrypoint").orElse("");
        List<List<Activity>> groups = reading.called(entry, spec, scope, List.of());
        spec.field("onExit").filter(each -> !each.isNothing()).ifPresent(exit -> exit(exit, reading, spec, scope));
        spec.ignoreRest(SPEC_REST);
        return groups;
    }

    /** What is done at the end whatever came before; of faults that has no meaning here. */
    private static void exit(Piece exit, TemplateReading reading, Piece spec, Scope scope) {
        boolean does = !reading.called(exit.raw(), spec, scope, List.of()).isEmpty();
        if (does) {
            exit.notes().refuse(exit.spot(), "a fault or a pause at the exit of a workflow is not there");
        } else {
            exit.notes().ignore(exit.spot(),
                    "onExit is left out: Faultline mends by itself; use the experiment's rollbacks for more");
        }
    }

    /** When it is stopped at the latest. */
    static @Nullable Duration deadline(Piece spec) {
        Optional<Piece> seconds = spec.field("activeDeadlineSeconds").filter(each -> !each.isNothing());
        Optional<Duration> deadline = seconds.flatMap(Piece::known)
                .flatMap(text -> Units.span(text, Duration.ofSeconds(1))).filter(Duration::isPositive);
        if (seconds.isPresent() && deadline.isEmpty()) {
            spec.notes().refuse(seconds.get().spot(), "activeDeadlineSeconds has to be a number above 0");
        }
        return deadline.orElse(null);
    }

    private static Map<String, String> values(Piece metadata, Piece spec, Filling filling) {
        Map<String, String> values = new HashMap<>();
        for (Piece parameter : spec.fields("arguments").items("parameters")) {
            String name = parameter.raw("name");
            parameter.field("value").or(() -> parameter.field("default")).filter(Piece::isText)
                    .ifPresent(value -> values.put("workflow.parameters." + name, value.raw()));
        }
        filling.parameters().forEach((name, value) -> values.put("workflow.parameters." + name, value));
        if (!metadata.raw("name").isBlank()) {
            values.put("workflow.name", metadata.raw("name"));
        }
        if (!metadata.raw("namespace").isBlank()) {
            values.put("workflow.namespace", metadata.raw("namespace"));
        }
        return values;
    }

    private static void pods(Piece spec, PodWishes wishes) {
        spec.field("nodeSelector").ifPresent(wishes::nodeSelector);
        wishes.tolerations(spec.items("tolerations"));
        Piece pods = spec.fields("podMetadata");
        pods.field("annotations").ifPresent(wishes::annotations);
        pods.ignoreRest(Map.of("labels", "pods started here are found by labels of their own"));
        wishes.securityContext(spec.fields("securityContext"));
    }

}
