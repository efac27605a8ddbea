package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.formats.litmus.Activity.Rest;

/** The templates of a workflow, followed from its entry point: groups of activities, one group after the other. */
final class TemplateReading {
    static final Map<String, String> TEMPLATE_REST = Map.of("outputs", "nothing is handed from step to step",
            "podSpecPatch", "there are no workflow pods", "activeDeadlineSeconds",
            "the experiment's maxDuration bounds it",
            "timeout", "the experiment's maxDuration bounds it", "retryStrategy", "a fault is made once", "volumes",
            "there are no workflow pods", "serviceAccountName", "there are no workflow pods", "parallelism",
            "what is in one group begins at once", "failFast", "a failed fault does not stop the others");
    private static final Pattern SLEEP = Pattern
            .compile("\\s*(?:(?:/bin/)?(?:ba)?sh\\s+-c\\s+)?sleep\\s+(\\d{1,6}[smh]?)\\s*");
    private static final int DEEPEST = 30;
    private static final int MOST_STEPS = 500;
    private final Map<String, Piece> templates = new HashMap<>();
    private final Artifacts artifacts;
    private final EngineReading.Setting setting;
    private final Notes notes;
    private int steps;

    TemplateReading(List<Piece> templates, Artifacts artifacts, EngineReading.Setting setting, Notes notes) {
        templates.forEach(template -> {
            if (this.templates.putIfAbsent(template.raw("name"), template) != null) {
                notes.refuse(template.spot(),
                        "there is a template '%s' already".formatted(Piece.shown(template.raw("name"))));
            }
        });
        this.artifacts = artifacts;
        this.setting = setting;
        this.notes = notes;
    }

    Notes notes() {
        return notes;
    }

    /** What a call of a template comes to: groups one after the other. */
    List<List<Activity>> called(String name, Piece call, Scope scope, List<String> path) {
        Piece template = templates.get(name);
        if (template == null) {
            notes.refuse(call.spot(), "there is no template '%s'".formatted(Piece.shown(name)));
            return List.of();
        }
        if (path.contains(name) || path.size() > DEEPEST || ++steps > MOST_STEPS) {
            notes.refuse(call.spot(), path.contains(name)
                    ? "template '%s' calls itself".formatted(Piece.shown(name))
                    : "the workflow has more than %d steps, or is nested more than %d deep".formatted(MOST_STEPS,
                            DEEPEST));
            return List.of();
        }
        List<String> deeper = new ArrayList<>(path);
        deeper.add(name);
        return inside(template, scope.inside(call, template), deeper);
    }

    private List<List<Activity>> inside(Piece template, Scope scope, List<String> path) {
        template.look("name", "inputs", "metadata");
        template.fields("metadata").look("labels");
        List<Piece> engines = artifacts.ofKind("ChaosEngine", template, scope);
        List<List<Activity>> groups;
        boolean deletesEngine = !engines.isEmpty() && deletes(template.fields("container"), scope);
        if (!engines.isEmpty() && !deletesEngine) {
            groups = struck(template, engines);
        } else if (template.field("steps").isPresent()) {
            groups = new StepReading(this, scope, path).groups(template.items("steps"));
        } else if (template.field("dag").isPresent()) {
            groups = new DagReading(this, scope, path).groups(template.fields("dag"));
        } else if (template.field("suspend").isPresent()) {
            groups = suspended(template.fields("suspend"), scope);
        } else if (template.field("container").isPresent()) {
            groups = contained(template, template.fields("container"), scope, deletesEngine);
        } else {
            groups = unknown(template);
        }
        template.ignoreRest(TEMPLATE_REST);
        return groups;
    }

    /** An engine may be written down once more, to be deleted by it. */
    private static boolean deletes(Piece container, Scope scope) {
        String line = line(container, scope);
        return line.contains("kubectl delete") && !line.contains("kubectl apply") && !line.contains("kubectl create");
    }

    private static String line(Piece container, Scope scope) {
        return Stream.concat(container.items("command").stream(), container.items("args").stream())
                .map(scope::filled).collect(Collectors.joining(" "));
    }

    private List<List<Activity>> struck(Piece template, List<Piece> engines) {
        Piece weight = template.fields("metadata").fields("labels").field("weight").orElse(null);
        template.fields("container").look("name", "image", "command", "args", "resources");
        List<List<Activity>> groups = new ArrayList<>();
        for (Piece engine : engines) {
            EngineReading.of(engine, new EngineReading.Setting(template.raw("name"), setting.namespace(),
                    EngineReading.weight(weight), setting.definitions(), setting.filling(), setting.wishes()))
                    .forEach(strike -> groups.add(List.of(strike)));
        }
        return groups;
    }

    private List<List<Activity>> suspended(Piece suspend, Scope scope) {
        Optional<Piece> duration = suspend.field("duration").filter(each -> !each.isNothing());
        if (duration.isEmpty()) {
            notes.refuse(suspend.spot(),
                    "a suspend without a duration waits for somebody, and nobody is asked here; give it a duration");
            return List.of();
        }
        return rest(duration.get(), scope.filled(duration.get()));
    }

    private List<List<Activity>> rest(Piece at, String words) {
        Optional<Duration> span = Units.span(words, Duration.ofSeconds(1)).filter(Duration::isPositive);
        if (span.isEmpty()) {
            notes.refuse(at.spot(), "'%s' is no duration; write 20, 20s or 5m".formatted(Piece.shown(words)));
        }
        return span.<List<List<Activity>>>map(each -> List.of(List.of(new Rest(each, at.spot())))).orElse(List.of());
    }

    /** Containers are not run: what they do for Litmus itself is not needed, and what else they do is named. */
    private List<List<Activity>> contained(Piece template, Piece container, Scope scope, boolean deletesEngine) {
        String line = line(container, scope);
        Matcher sleep = SLEEP.matcher(line);
        String image = container.raw("image");
        String name = Piece.shown(template.raw("name"));
        if (sleep.matches()) {
            notes.differently(container.spot(), "'%s' only sleeps; it is a pause, without a pod".formatted(name));
            return rest(container, sleep.group(1));
        }
        String why = deletesEngine || line.contains("kubectl delete") && line.contains("chaosengine")
                ? "nothing is left that would have to be cleaned up"
                : line.contains("kubectl apply") || line.contains("kubectl create")
                        ? "faults need no definitions installed"
                        : "Faultline runs no containers of a workflow; what %s does has to be done before"
                                .formatted(Piece.shown(image));
        notes.ignore(container.spot(), "step '%s' is left out: %s".formatted(name, why));
        return List.of();
    }

    private List<List<Activity>> unknown(Piece template) {
        String what = Stream.of("script", "resource", "http", "data", "plugin", "containerSet")
                .filter(kind -> template.field(kind).isPresent()).findFirst().orElse("nothing known");
        notes.refuse(template.spot(),
                "template '%s' is %s; there are steps, dag, suspend, container and artifacts with a ChaosEngine"
                        .formatted(Piece.shown(template.raw("name")), what));
        return List.of();
    }
}
