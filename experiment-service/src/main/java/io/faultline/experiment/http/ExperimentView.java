package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as the API shows it.
 *
 * @param experiment left out in lists
 */
record ExperimentView(ExperimentId id, ProjectId project, String name, @Nullable String description,
        List<String> tags, int revision, Instant createdAt, Instant updatedAt,
        @Schema(implementation = Object.class, description = "As in contracts/schemas/experiment.schema.json.") @Nullable Experiment experiment,
        Map<String, String> links) {
    static ExperimentView whole(KeptExperiment kept) {
        return of(kept, kept.experiment());
    }

    static ExperimentView brief(KeptExperiment kept) {
        return of(kept, null);
    }

    static String path(KeptExperiment kept) {
        return "/api/v1/experiments/" + kept.id();
    }

    static String etag(KeptExperiment kept) {
        return "\"" + kept.revision() + "\"";
    }

    private static ExperimentView of(KeptExperiment kept, @Nullable Experiment experiment) {
        Metadata metadata = kept.experiment().metadata();
        return new ExperimentView(kept.id(), kept.project(), metadata.name(), metadata.description(), metadata.tags(),
                kept.revision(), kept.createdAt(), kept.updatedAt(), experiment,
                Map.of("self", path(kept), "runs", "/api/v1/runs?experiment=" + kept.id()));
    }
}
