package io.faultline.experiment.repository;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What came of taking files out of a repository. */
public sealed interface Fetched {
    /**
     * @param commit what tells this state from others
     * @param files the wanted ones, by their paths
     * @param leftOut what was wanted and not taken, and why
     * @param hostKey by which the server was known; null if it was not reached by SSH
     */
    record Files(String commit, Map<String, String> files, List<String> leftOut,
            @Nullable String hostKey) implements Fetched {
        public Files {
            files = Map.copyOf(files);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param why in words that hold no secret */
    record Failed(String why) implements Fetched {}
}
