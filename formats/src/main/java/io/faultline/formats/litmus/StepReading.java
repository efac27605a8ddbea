package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps: groups one after the other, what is in one group side by side. */
final class StepReading {
    static final Map<String, String> STEP_REST = Map.of("continueOn",
            "a failed fault does not stop what comes after it",
            "onExit", "Faultline mends by itself; use the experiment's rollbacks for more", "hooks",
            "Faultline mends by itself; use the experiment's rollbacks for more", "dependencies", "", "depends", "");
    private static final Pattern CONDITION = Pattern
            .compile("\\s*[\"']?([\\w ./:-]*?)[\"']?\\s*(==|!=)\\s*[\"']?([\\w ./:-]*?)[\"']?\\s*");
    private static final int MOST_ITEMS = 100;
    private final TemplateReading templates;
    private final Scope scope;
    private final List<String> path;
    private final Notes notes;

    StepReading(TemplateReading templates, Scope scope, List<String> path) {
        this.templates = templates;
        this.scope = scope;
        this.path = path;
        this.notes = templates.notes();
    }

    List<List<Activity>> groups(List<Piece> outer) {
        List<List<Activity>> groups = new ArrayList<>();
        for (Piece group : outer) {
            List<List<List<Activity>>> parallel = new ArrayList<>();
            List<Piece> steps = group.isFields() ? List.of(group) : group.items();
            steps.forEach(step -> parallel.addAll(step(step)));
            groups.addAll(beside(parallel, group));
        }
        return groups;
    }

    /** What is begun together is over together; that can be said of single groups only. */
    List<List<Activity>> beside(List<List<List<Activity>>> parallel, Piece at) {
        List<List<List<Activity>>> some = parallel.stream().filter(each -> !each.isEmpty()).toList();
        if (some.size() <= 1) {
            return some.isEmpty() ? List.of() : some.getFirst();
        }
        if (some.stream().anyMatch(each -> each.size() > 1)) {
            notes.refuse(at.spot(), "several steps after one another cannot stand beside other steps; put what is"
                    + " parallel into single steps");
        }
        return List.of(some.stream().flatMap(List::stream).flatMap(List::stream).toList());
    }

    /** What a step, or each item of its loop, comes to. */
    List<List<List<Activity>>> step(Piece step) {
        step.look("name");
        List<List<List<Activity>>> parallel = new ArrayList<>();
        for (Scope each : loop(step)) {
            if (happens(step, each)) {
                parallel.add(call(step, each));
            }
        }
        step.ignoreRest(STEP_REST);
        return parallel;
    }

    private List<List<Activity>> call(Piece step, Scope each) {
        for (String other : List.of("templateRef", "inline")) {
            if (step.field(other).isPresent()) {
                notes.refuse(step.spot(), "a step has to name a template of this workflow; %s is not followed"
                        .formatted(other));
                return List.of();
            }
        }
        String name = step.field("template").map(each::filled).orElse("");
        return templates.called(name, step, each, path);
    }

    private List<Scope> loop(Piece step) {
        for (String other : List.of("withParam", "withSequence")) {
            step.field(other).filter(piece -> !piece.isNothing()).ifPresent(piece -> notes.refuse(piece.spot(),
                    "%s is only known when a workflow runs; write the items (withItems)".formatted(other)));
        }
        Optional<Piece> items = step.field("withItems").filter(piece -> !piece.isNothing());
        if (items.isEmpty()) {
            return List.of(scope);
        }
        List<Piece> all = items.get().items();
        if (all.size() > MOST_ITEMS) {
            notes.refuse(items.get().spot(), "a loop has at most %d items".formatted(MOST_ITEMS));
            return List.of();
        }
        return all.stream().map(item -> scope.with(values(item))).toList();
    }

    private Map<String, String> values(Piece item) {
        Map<String, String> values = new HashMap<>();
        if (item.isFields()) {
            item.names().forEach(name -> item.field(name).filter(Piece::isText)
                    .ifPresent(value -> values.put("item." + name, scope.filled(value))));
        } else {
            values.put("item", scope.filled(item));
        }
        return values;
    }

    private boolean happens(Piece step, Scope each) {
        Optional<Piece> when = step.field("when").filter(piece -> !piece.isNothing());
        if (when.isEmpty()) {
            return true;
        }
        String words = each.filled(when.get());
        Matcher condition = CONDITION.matcher(words);
        if (words.length() > 1000 || Placeholders.openIn(words).isPresent() || !condition.matches()) {
            notes.refuse(when.get().spot(),
                    "this condition cannot be decided before a workflow runs; write a == b or a != b of known values");
            return false;
        }
        boolean equal = condition.group(1).strip().equals(condition.group(3).strip());
        boolean happens = equal == condition.group(2).equals("==");
        if (!happens) {
            notes.ignore(when.get().spot(), "the step is left out: its condition does not hold");
        }
        return happens;
    }
}
