package io.faultline.probe.assignment;

import java.util.List;

import io.faultline.contracts.run.RunFact;

/** Where answers are given, each exactly once. */
public interface Answers {
    /** Gives answers of an assignment still open; with the last ones it is done. */
    void give(Assignment assignment, List<? extends RunFact> answers, boolean last);
}
