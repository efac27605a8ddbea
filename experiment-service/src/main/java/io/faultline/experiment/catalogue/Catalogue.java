package io.faultline.experiment.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import org.jspecify.annotations.Nullable;

/** Keeps experiments: names are unique among the living, and the same content is the same revision. */
public record Catalogue(ProjectId project, Experiments experiments, Ids ids, InstantSource clock) {
    private static final int TRIES = 5;

    public Keeping create(Experiment experiment) {
        Instant now = now();
        KeptExperiment kept = new KeptExperiment(ids.experiment(), project, 1, experiment, now, now);
        return experiments.add(kept) ? new Keeping.Kept(kept) : new Keeping.NameTaken(experiment.name());
    }

    /**
     * @param expected the revision the change was made from; null for whichever is the current one
     */
    public Keeping update(ExperimentId id, @Nullable Integer expected, Experiment experiment) {
        KeptExperiment current = experiments.find(project, id).orElse(null);
        if (current == null) {
            return new Keeping.Missing();
        } else if (expected != null && expected != current.revision()) {
            return new Keeping.Changed(current.revision());
        } else if (!experiment.name().equals(current.name())
                && experiments.named(project, experiment.name()).isPresent()) {
            return new Keeping.NameTaken(experiment.name());
        }
        return revise(current, experiment);
    }

    /** Keeps it under its name, as a new experiment or as the next revision of the one there is. */
    public Keeping keep(Experiment experiment) {
        Keeping keeping = new Keeping.Missing();
        for (int attempt = 0; attempt < TRIES && !(keeping instanceof Keeping.Kept); attempt++) {
            keeping = experiments.named(project, experiment.name()).map(current -> revise(current, experiment))
                    .orElseGet(() -> create(experiment));
        }
        return keeping;
    }

    public Keeping forget(ExperimentId id, @Nullable Integer expected) {
        KeptExperiment current = experiments.find(project, id).orElse(null);
        if (current == null) {
            return new Keeping.Missing();
        }
        boolean isExpected = expected == null || expected == current.revision();
        return isExpected && experiments.forget(current, now())
                ? new Keeping.Kept(current)
                : new Keeping.Changed(current.revision());
    }

    private Keeping revise(KeptExperiment current, Experiment experiment) {
        if (current.experiment().equals(experiment)) {
            return new Keeping.Kept(current);
        }
        KeptExperiment next = current.revised(experiment, now());
        return experiments.revise(next) ? new Keeping.Kept(next) : new Keeping.Changed(next.revision());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
