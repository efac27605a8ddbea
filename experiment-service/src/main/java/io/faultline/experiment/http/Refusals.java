package io.faultline.experiment.http;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.catalogue.Keeping;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.infrastructure.Registering;
import io.faultline.experiment.policy.Guard;
import io.faultline.experiment.request.Requesting;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;

/** The noes of this API, each with its remedy. */
final class Refusals {
    private Refusals() {}

    /** The experiment, if it was kept. */
    static KeptExperiment keptOrRefused(Keeping keeping) {
        return switch (keeping) {
            case Keeping.Kept(KeptExperiment experiment) -> experiment;
            case Keeping.NameTaken(String name) -> throw new Problem(ProblemType.CONFLICT,
                    "An experiment is named '%s' already; choose another name, or PUT a new revision of that one."
                            .formatted(name));
            case Keeping.Changed(int revision) -> throw new Problem(ProblemType.PRECONDITION_FAILED,
                    "It is at revision %d by now; read it again, make your change there and send that revision's ETag."
                            .formatted(revision));
            case Keeping.Missing() -> throw new Problem(ProblemType.NOT_FOUND,
                    "There is no such experiment (any more); GET /api/v1/experiments lists those there are.");
        };
    }

    /** The run, if it may start. */
    static RunId askedOrRefused(Requesting requesting) {
        return switch (requesting) {
            case Requesting.Asked(RunId run) -> run;
            case Requesting.Refused(Guard guard) -> throw new Problem(type(guard.name()), guard.says(), guard.places());
        };
    }

    /** What is registered now, if it is. */
    static Registering.Done registeredOrRefused(Registering registering) {
        return switch (registering) {
            case Registering.Done done -> done;
            case Registering.NameTaken(String name) -> throw new Problem(ProblemType.CONFLICT,
                    "An infrastructure is named '%s' already; choose another name, or PATCH that one.".formatted(name));
            case Registering.Changed(int version) -> throw new Problem(ProblemType.PRECONDITION_FAILED,
                    "It is at version %d by now; read it again and make your change there.".formatted(version));
            case Registering.Missing() -> throw new Problem(ProblemType.NOT_FOUND,
                    "There is no such infrastructure (any more), or it has no agents; GET /api/v1/infrastructures lists those there are.");
        };
    }

    static Problem noInfrastructure(Object id) {
        return new Problem(ProblemType.NOT_FOUND,
                "There is no infrastructure %s; GET /api/v1/infrastructures lists those there are.".formatted(id));
    }

    private static ProblemType type(Guard.Name guard) {
        return switch (guard) {
            case HALT -> ProblemType.HALTED;
            case BLACKOUT_WINDOW -> ProblemType.BLACKOUT_WINDOW;
            case MAX_DURATION, STOP_CONDITIONS, SECRETS -> ProblemType.INVALID_EXPERIMENT;
            case INFRASTRUCTURE -> ProblemType.UNKNOWN_INFRASTRUCTURE;
            case ENABLED_FAULTS -> ProblemType.INFRASTRUCTURE_REFUSES;
            case AGENT -> ProblemType.INACTIVE_INFRASTRUCTURE;
        };
    }

    static Problem noExperiment(Object id) {
        return new Problem(ProblemType.NOT_FOUND,
                "There is no experiment %s; GET /api/v1/experiments lists those there are.".formatted(id));
    }

    static Problem noRevision(ExperimentId id, int revision) {
        return new Problem(ProblemType.NOT_FOUND,
                "Experiment %s has no revision %d; GET /api/v1/experiments/%s names the current one.".formatted(id,
                        revision, id));
    }

    static Problem noRun(Object id) {
        return new Problem(ProblemType.NOT_FOUND,
                "There is no run %s; GET /api/v1/runs lists those there are.".formatted(id));
    }

    static Problem runIsOver(RunId run) {
        return new Problem(ProblemType.CONFLICT,
                "Run %s is over already; there is nothing left to abort. GET /api/v1/runs/%s tells how it ended."
                        .formatted(run, run));
    }

    static Problem ifMatchNeeded() {
        return new Problem(ProblemType.PRECONDITION_REQUIRED,
                "Send If-Match with the ETag of the revision you changed, so that nobody else's change is lost.");
    }

    static Problem noPhase(String phase) {
        return new Problem(ProblemType.INVALID_REQUEST,
                "'%s' is no phase of a run; use one of Queued, Running, Stopping, Settled, Completed, Completed_With_Probe_Failure, Stopped, Error."
                        .formatted(phase));
    }
}
