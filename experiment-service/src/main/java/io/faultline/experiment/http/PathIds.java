package io.faultline.experiment.http;

import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.RunId;

/** Ids as they stand in addresses; what is no id names nothing. */
final class PathIds {
    private PathIds() {}

    static ExperimentId experiment(String text) {
        return new ExperimentId(uuid(text).orElseThrow(() -> Refusals.noExperiment(text)));
    }

    static RunId run(String text) {
        return new RunId(uuid(text).orElseThrow(() -> Refusals.noRun(text)));
    }

    static InfrastructureId infrastructure(String text) {
        return new InfrastructureId(uuid(text).orElseThrow(() -> Refusals.noInfrastructure(text)));
    }

    private static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
