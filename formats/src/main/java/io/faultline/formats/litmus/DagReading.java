package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tasks with dependencies, laid in layers: a task begins when all of the layer before are over, so never before what it
 * depends on.
 */
final class DagReading {
    private static final int MOST_TASKS = 500;
    private final StepReading steps;
    private final Notes notes;
    private final Map<String, Piece> tasks = new LinkedHashMap<>();
    private final Map<String, List<String>> needs = new LinkedHashMap<>();
    private final Map<String, Integer> ends = new LinkedHashMap<>();
    private final SortedMap<Integer, List<List<List<Activity>>>> layers = new TreeMap<>();
    private final Map<String, Integer> laid = new LinkedHashMap<>();

    DagReading(TemplateReading templates, Scope scope, List<String> path) {
        this.steps = new StepReading(templates, scope, path);
        this.notes = templates.notes();
    }

    List<List<Activity>> groups(Piece dag) {
        for (Piece task : dag.items("tasks")) {
            if (tasks.putIfAbsent(task.raw("name"), task) != null) {
                notes.refuse(task.spot(), "there is a task '%s' already".formatted(Piece.shown(task.raw("name"))));
            }
            needs.putIfAbsent(task.raw("name"), needed(task));
        }
        dag.ignoreRest(Map.of("failFast", "a failed fault does not stop the others", "target",
                "every task of the dag is done"));
        if (tasks.size() > MOST_TASKS) {
            notes.refuse(dag.spot(), "a dag has at most %d tasks".formatted(MOST_TASKS));
            return List.of();
        }
        inOrder().forEach(this::lay);
        laid.forEach(this::sayWhatElseItWaitsFor);
        List<List<Activity>> groups = new ArrayList<>();
        layers.forEach((layer, parallel) -> groups.addAll(steps.beside(parallel, dag)));
        return groups;
    }

    private List<String> needed(Piece task) {
        List<String> names = new ArrayList<>();
        task.items("dependencies").forEach(each -> names.add(each.raw()));
        Optional<Piece> depends = task.field("depends").filter(each -> !each.isNothing());
        if (depends.isPresent()) {
            String words = depends.get().raw();
            if (!words.matches(
                    "\\s*[\\w-]+(\\.(Succeeded|Completed))?(\\s*&&\\s*[\\w-]+(\\.(Succeeded|Completed))?)*\\s*")) {
                notes.refuse(depends.get().spot(),
                        "a task can wait for others to be over, not for how they ended; write a && b");
            }
            Stream.of(words.split("&&")).map(String::strip).map(word -> word.replaceFirst("\\..*", ""))
                    .forEach(names::add);
        }
        return names;
    }

    /** The tasks, each behind all it needs; what goes in circles is refused. */
    private List<String> inOrder() {
        List<String> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (String name : tasks.keySet()) {
                List<String> known = needs.getOrDefault(name, List.of()).stream().filter(tasks::containsKey).toList();
                if (!done.contains(name) && done.containsAll(known)) {
                    done.add(name);
                    order.add(name);
                    more = true;
                }
            }
        }
        tasks.forEach((name, task) -> {
            needs.getOrDefault(name, List.of()).stream().filter(each -> !tasks.containsKey(each)).forEach(each -> notes
                    .refuse(task.spot(), "it depends on '%s', and there is no such task".formatted(Piece.shown(each))));
            if (!done.contains(name)) {
                notes.refuse(task.spot(), "task '%s' depends on itself".formatted(Piece.shown(name)));
            }
        });
        return order;
    }

    private void lay(String name) {
        Piece task = tasks.get(name);
        List<String> before = needs.getOrDefault(name, List.of());
        int layer = before.stream().mapToInt(each -> ends.getOrDefault(each, 0)).max().orElse(0);
        if (task == null) {
            return;
        }
        List<List<List<Activity>>> parallel = steps.step(task).stream().filter(each -> !each.isEmpty()).toList();
        ends.put(name, layer + (parallel.isEmpty() ? 0 : 1));
        if (parallel.isEmpty()) {
            return;
        }
        layers.computeIfAbsent(layer, _ -> new ArrayList<>()).addAll(parallel);
        laid.put(name, layer);
    }

    private void sayWhatElseItWaitsFor(String name, int layer) {
        Set<String> reached = reached(name);
        List<String> others = laid.entrySet().stream()
                .filter(each -> each.getValue() == layer - 1 && !reached.contains(each.getKey()))
                .map(each -> Piece.shown(each.getKey())).toList();
        Piece task = tasks.get(name);
        if (!others.isEmpty() && task != null) {
            notes.differently(task.spot(), "task '%s' also waits for %s, in the stage before it"
                    .formatted(Piece.shown(name), String.join(", ", others)));
        }
    }

    private Set<String> reached(String name) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(needs.getOrDefault(name, List.of()));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (reached.add(next)) {
                open.addAll(needs.getOrDefault(next, List.of()));
            }
        }
        return reached;
    }
}
