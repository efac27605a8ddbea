package io.faultline.experiment.graphql;

import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;

/** Ids of runs as clients write them. A run and the notice of it have the same. */
final class RunIds {
    private RunIds() {}

    static RunId required(String text) {
        return of(text).orElseThrow(() -> none(text));
    }

    static Optional<RunId> of(String text) {
        try {
            return Optional.of(new RunId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Problem none(String text) {
        return new Problem(ProblemType.NOT_FOUND,
                "no experiment run found with ID %s; listExperimentRun names those there are".formatted(text));
    }
}
