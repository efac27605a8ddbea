package io.faultline.experiment.http;

import java.util.List;

import io.faultline.experiment.policy.Guard;
import io.faultline.experiment.policy.Guards;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would be said of a run if it were asked for now; nothing is done. */
@RestController
@RequestMapping("/api/v1/experiments/guards")
@Tag(name = "experiments")
class GuardController {
    private final Guards guards;

    GuardController(Guards guards) {
        this.guards = guards;
    }

    /** What one guard says. */
    record GuardView(
            @Schema(allowableValues = {
                    "halt", "blackout-window", "max-duration", "stop-conditions",
                    "secrets"}) String guard,
            boolean allowed, String says) {
        static GuardView of(Guard guard) {
            return new GuardView(guard.name().toString(), guard.allowed(), guard.says());
        }
    }

    @Operation(operationId = "askGuards", summary = "Tells what each guard says of an experiment if it were run now.", description = "What the guards of each fault say is told by POST /api/v1/faults/plan.")
    @SentExperiment
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    List<GuardView> ask(@Parameter(hidden = true) HttpServletRequest request) {
        return guards.of(Sent.of(request).experiment()).stream().map(GuardView::of).toList();
    }
}
