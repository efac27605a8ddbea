package io.faultline.experiment.repository;

import java.util.List;
import java.util.Map;

/** What came of taking files out of a repository. */
public sealed interface Fetched {
    /**
     * @param files the wanted ones, by their paths
     * @param leftOut what was wanted and not taken, and why
     */
    record Files(String commit, Map<String, String> files, List<String> leftOut) implements Fetched {
        public Files {
            files = Map.copyOf(files);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param why in words that hold no secret */
    record Failed(String why) implements Fetched {}
}
