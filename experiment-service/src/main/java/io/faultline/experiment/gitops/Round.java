package io.faultline.experiment.gitops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import org.jspecify.annotations.Nullable;

/** One sync: its steps are done one after the other, and each is remembered as soon as it is done. */
final class Round {
    private final ProjectId project;
    private final GitOpsStore store;
    private final Keeper keeper;
    private final Map<String, DriftRules.Seen> seen;
    private final Map<String, Tracked> tracked;
    private final Map<String, String> texts;
    private final List<String> taken = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    Round(ProjectId project, GitOpsStore store, Keeper keeper, Map<String, DriftRules.Seen> seen,
            Map<String, Tracked> tracked, Map<String, String> texts) {
        this.project = project;
        this.store = store;
        this.keeper = keeper;
        this.seen = seen;
        this.tracked = tracked;
        this.texts = texts;
    }

    void perform(Step step) {
        switch (step) {
            case Step.Take(String name, ExperimentId current) -> take(name, file(name), current);
            case Step.Leave(String name, List<Flaw> flaws) -> leave(name, file(name), flaws);
            case Step.Forget(String name, ExperimentId experiment) -> {
                keeper.forget(experiment);
                store.untrack(project, name);
                forgotten.add(name);
            }
            case Step.Drop(String name) -> store.untrack(project, name);
        }
    }

    Syncing.Done done(GitOps gitOps) {
        return new Syncing.Done(gitOps, taken, forgotten, refused);
    }

    private void take(String name, DriftRules.Seen file, @Nullable ExperimentId current) {
        switch (keeper.keep(name, file.path(), texts.getOrDefault(file.path(), ""), current)) {
            case Keeper.Kept.Done(ExperimentId experiment, int revision) -> {
                store.track(project, before(name, file).kept(file.digest(), experiment, revision));
                taken.add(name);
            }
            case Keeper.Kept.Refused(List<Flaw> flaws) -> leave(name, file, flaws);
        }
    }

    private void leave(String name, DriftRules.Seen file, List<Flaw> flaws) {
        store.track(project, before(name, file).refused(file.digest(), flaws));
        if (!flaws.isEmpty()) {
            refused.add(name);
        }
    }

    private DriftRules.Seen file(String name) {
        DriftRules.Seen file = seen.get(name);
        if (file == null) {
            throw new IllegalStateException("no file of " + name);
        }
        return file;
    }

    private Tracked before(String name, DriftRules.Seen file) {
        Tracked known = tracked.get(name);
        return known == null
                ? new Tracked(name, file.path(), file.digest(), null, null, null, List.of())
                : new Tracked(name, file.path(), file.digest(), known.applied(), known.experiment(), known.revision(),
                        known.flaws());
    }
}
