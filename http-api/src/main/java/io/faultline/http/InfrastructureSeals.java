package io.faultline.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.wire.Wire;

/**
 * How a service that is handed an experiment knows that it was experiment-service who filled its infrastructure in: what
 * callers write there themselves is never believed.
 */
public final class InfrastructureSeals {
    private final HouseSeal seal;

    public InfrastructureSeals(ApiSettings settings) {
        this.seal = new HouseSeal(settings.required(), "faultline/infrastructure/v1");
    }

    /** The experiment with its infrastructure sealed, if one is filled in. */
    public Experiment seal(Experiment experiment) {
        Infrastructure where = experiment.spec().infrastructure();
        return where == null || !where.isResolved()
                ? experiment
                : Experiment.of(experiment.metadata(), experiment.spec().in(seal(where)));
    }

    /** One that the server filled in. */
    public Infrastructure seal(Infrastructure where) {
        return where.sealed(seal.of(content(where)));
    }

    /** The experiment as it may be believed; refused if its infrastructure was not filled in by the server. */
    public Experiment believed(Experiment experiment, String pointer) {
        Infrastructure where = experiment.spec().infrastructure();
        return where == null
                ? experiment
                : Experiment.of(experiment.metadata(), experiment.spec().in(believed(where, pointer + "/spec")));
    }

    /** The infrastructure without its seal; refused without a good one. */
    public Infrastructure believed(Infrastructure where, String pointer) {
        String given = where.seal();
        if (given == null || !seal.fits(given, content(where))) {
            throw new Problem(ProblemType.UNKNOWN_INFRASTRUCTURE,
                    "Which cluster is meant is filled in by the server: send the experiment that POST /api/v1/experiments/frozen answers.",
                    List.of(new Complaint(pointer + "/infrastructure", "'%s' is a name only".formatted(where.name()))));
        }
        return where.sealed(null);
    }

    private static byte[] content(Infrastructure where) {
        return Wire.mapper().writeValueAsString(where.sealed(null)).getBytes(StandardCharsets.UTF_8);
    }
}
