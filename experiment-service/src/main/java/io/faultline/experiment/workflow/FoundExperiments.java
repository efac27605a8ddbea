package io.faultline.experiment.workflow;

import java.util.List;

import io.faultline.experiment.catalogue.KeptExperiment;

/** A page of experiments, and how many there are on all of them. */
public record FoundExperiments(int total, List<KeptExperiment> page) {
    public FoundExperiments {
        page = List.copyOf(page);
    }
}
