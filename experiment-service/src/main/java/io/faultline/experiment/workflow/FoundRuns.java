package io.faultline.experiment.workflow;

import java.util.List;

import io.faultline.experiment.history.RunRecord;

/** A page of runs, and how many there are on all of them. */
public record FoundRuns(int total, List<Numbered> page) {
    public FoundRuns {
        page = List.copyOf(page);
    }

    /**
     * A run, and which one of its experiment it is.
     *
     * @param sequence counted from 1
     */
    public record Numbered(RunRecord run, int sequence) {}
}
