package io.faultline.experiment.gitops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what is in the repository, what was there before, and what is here. A change there is taken; a change
 * here is shown and left alone until the file changes; nothing that was here before is overwritten unasked.
 */
final class DriftRules {
    private static final Flaw TAKEN = Flaw.whole(
            "an experiment of this name was here before; 'faultline gitops sync --overwrite' makes it what the file says");

    /** A file of the repository. */
    record Seen(String path, String digest) {}

    private DriftRules() {}

    /** What is done about each name, in their order. */
    static List<Step> steps(Map<String, Seen> files, Map<String, Tracked> tracked, List<Living> living,
            boolean overwrite) {
        Map<String, Living> byName = index(living, Living::name);
        Map<ExperimentId, Living> byId = index(living, Living::id);
        List<Step> steps = new ArrayList<>();
        new TreeMap<>(files).forEach((name, seen) -> {
            Tracked known = tracked.get(name);
            steps.add(known == null || known.applied() == null
                    ? fresh(name, byName.get(name), overwrite)
                    : known(seen, known, byId.get(known.experiment()), overwrite));
        });
        new TreeMap<>(tracked).forEach((name, known) -> {
            if (!files.containsKey(name)) {
                Living made = byId.get(known.experiment());
                steps.add(made == null ? new Step.Drop(name) : new Step.Forget(name, made.id()));
            }
        });
        return steps;
    }

    private static Step fresh(String name, @Nullable Living namesake, boolean overwrite) {
        if (namesake == null) {
            return new Step.Take(name, null);
        }
        return overwrite ? new Step.Take(name, namesake.id()) : new Step.Leave(name, List.of(TAKEN));
    }

    private static Step known(Seen seen, Tracked known, @Nullable Living made, boolean overwrite) {
        boolean changedThere = !seen.digest().equals(known.applied());
        boolean changedHere = made == null || made.revision() != Objects.requireNonNullElse(known.revision(), -1);
        return changedThere || changedHere && overwrite
                ? new Step.Take(known.name(), made == null ? null : made.id())
                : new Step.Leave(known.name(), List.of());
    }

    /**
     * Whether everything that was taken is gone at once. One file may be the last one; several are rather the wrong branch
     * or folder, and nothing is forgotten for it.
     */
    static boolean isEmptied(Map<String, Seen> files, Map<String, Tracked> tracked) {
        return files.isEmpty() && tracked.values().stream().filter(each -> each.applied() != null).count() > 1;
    }

    /** How everything stands, by name. */
    static List<Drift> drift(List<Tracked> tracked, List<Living> living) {
        Map<String, Tracked> files = index(tracked, Tracked::name);
        Map<String, Living> byName = index(living, Living::name);
        Map<ExperimentId, Living> byId = index(living, Living::id);
        Set<ExperimentId> made = tracked.stream().map(Tracked::experiment).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> names = new TreeSet<>(files.keySet());
        living.stream().filter(each -> !made.contains(each.id())).map(Living::name).forEach(names::add);
        return names.stream().map(name -> {
            Tracked file = files.get(name);
            Living here = byName.get(name);
            return file == null
                    ? new Drift(name, Drift.State.ONLY_HERE, null, here == null ? null : here.id(), List.of())
                    : drift(file, byId.get(file.experiment()), here);
        }).toList();
    }

    private static Drift drift(Tracked file, @Nullable Living made, @Nullable Living namesake) {
        Living here = made == null ? namesake : made;
        Drift.State state;
        if (here == null) {
            state = Drift.State.ONLY_THERE;
        } else if (!file.flaws().isEmpty() || made == null || !file.digest().equals(file.applied())) {
            state = Drift.State.DIFFERENT;
        } else {
            state = made.revision() == Objects.requireNonNullElse(file.revision(), -1)
                    ? Drift.State.SAME
                    : Drift.State.CHANGED_HERE;
        }
        return new Drift(file.name(), state, file.path(), here == null ? null : here.id(), file.flaws());
    }

    private static <K, T> Map<K, T> index(List<T> items, Function<T, K> key) {
        return items.stream().collect(Collectors.toMap(key, Function.identity(), (first, _) -> first));
    }
}
