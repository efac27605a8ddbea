package io.faultline.experiment.http;

import java.util.List;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.policy.Guard;
import io.faultline.experiment.policy.Guards;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would be said of a run, and what it would be made of, if it were asked for now; nothing is done. */
@RestController
@RequestMapping("/api/v1/experiments")
@Tag(name = "experiments")
class GuardController {
    private final Guards guards;
    private final Registry registry;
    private final InfrastructureSeals seals;

    GuardController(Guards guards, Registry registry, InfrastructureSeals seals) {
        this.guards = guards;
        this.registry = registry;
        this.seals = seals;
    }

    /** What one guard says. */
    record GuardView(
            @Schema(allowableValues = {
                    "halt", "blackout-window", "max-duration", "stop-conditions",
                    "secrets", "infrastructure", "enabled-faults", "agent"}) String guard,
            boolean allowed, String says) {
        static GuardView of(Guard guard) {
            return new GuardView(guard.name().toString(), guard.allowed(), guard.says());
        }
    }

    @Operation(operationId = "askGuards", summary = "Tells what each guard says of an experiment if it were run now.", description = "What the guards of each fault say is told by POST /api/v1/faults/plan.")
    @SentExperiment
    @PostMapping(path = "/guards", consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    List<GuardView> ask(@Parameter(hidden = true) HttpServletRequest request) {
        return guards.of(Sent.of(request).experiment()).stream().map(GuardView::of).toList();
    }

    @Operation(operationId = "freezeExperiment", summary = "Shows an experiment as a run would have it.", description = "What it says of an infrastructure is filled in and sealed, for POST /api/v1/faults/plan and /api/v1/schedules. Nothing is kept.")
    @SentExperiment
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/json", schema = @Schema(implementation = Experiment.class)))
    @PostMapping(path = "/frozen", consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    Experiment freeze(@Parameter(hidden = true) HttpServletRequest request) {
        Experiment frozen = registry.freeze(Sent.of(request).experiment());
        Infrastructure where = frozen.spec().infrastructure();
        if (where != null && guards.of(frozen).stream()
                .anyMatch(guard -> guard.name() == Guard.Name.INFRASTRUCTURE && !guard.allowed())) {
            throw new Problem(ProblemType.UNKNOWN_INFRASTRUCTURE,
                    "GET /api/v1/infrastructures lists those there are, POST connects one.",
                    List.of(new Complaint("/spec/infrastructure", "'%s' is not connected".formatted(where.name()))));
        }
        return seals.seal(frozen);
    }
}
