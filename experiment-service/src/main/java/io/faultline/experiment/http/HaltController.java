package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.request.Halting;
import io.faultline.experiment.stop.Halt;
import io.faultline.experiment.stop.HaltLine;
import io.faultline.experiment.stop.Halts;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** The lever: everything ends and nothing starts, until it is released. It needs Postgres, and no Kafka. */
@RestController
@RequestMapping("/api/v1/halt")
@Tag(name = "halt")
class HaltController {
    private static final int LONGEST_REASON = 1_000;
    private static final int HISTORY = 20;
    private final ProjectId project;
    private final Halts halts;
    private final Halting halting;
    private final HaltLine line;
    private final TransactionTemplate transaction;

    HaltController(ProjectId project, Halts halts, Halting halting, HaltLine line, TransactionTemplate transaction) {
        this.project = project;
        this.halts = halts;
        this.halting = halting;
        this.line = line;
        this.transaction = transaction;
    }

    /** What to tell whoever reads of it later, and whoever is refused by it. */
    record HaltOrder(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Why.") @Nullable String reason) {}

    /** A halt as the API shows it. */
    record HaltView(Instant since, String requestedBy, String reason, int runsStopped, @Nullable Instant releasedAt,
            @Nullable String releasedBy, @Nullable String releaseReason) {
        static HaltView of(Halt halt) {
            Halt.Release release = halt.release();
            return new HaltView(halt.since(), halt.requestedBy(), halt.reason(), halt.runsStopped(),
                    release == null ? null : release.at(), release == null ? null : release.releasedBy(),
                    release == null ? null : release.reason());
        }
    }

    /** A halt, and what is known of the faults it ended. */
    record HaltReport(@JsonUnwrapped HaltView halt, @JsonUnwrapped StoppedFaults stopped) {}

    /**
     * Whether everything is halted.
     *
     * @param injectorKnows whether the injector is known to know; if not, it is being told
     * @param history the latest halts
     */
    record HaltState(boolean halted, @Nullable HaltView halt, boolean injectorKnows, List<HaltView> history) {}

    @Operation(operationId = "haltAll", summary = "Halts everything.", description = "Every run is ended, every fault taken away, and nothing starts until it is released. Asking twice is asking once.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = HaltOrder.class)))
    @PostMapping
    HaltReport halt(@Parameter(hidden = true) HttpServletRequest request) {
        String reason = reason(request, "halted");
        Halt halt = Objects.requireNonNull(transaction.execute(_ -> halting.halt(Caller.NAME, reason)));
        return new HaltReport(HaltView.of(halt), StoppedFaults.of(line.tell(halt)));
    }

    @Operation(operationId = "getHalt", summary = "Tells whether everything is halted, and of the halts before.")
    @GetMapping
    HaltState state() {
        Optional<Halt> inForce = halts.inForce(project);
        return new HaltState(inForce.isPresent(), inForce.map(HaltView::of).orElse(null), line.knows(inForce),
                halts.latest(project, HISTORY).stream().map(HaltView::of).toList());
    }

    @Operation(operationId = "releaseHalt", summary = "Releases the halt: runs may start again.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = HaltOrder.class)))
    @DeleteMapping
    HaltReport release(@Parameter(hidden = true) HttpServletRequest request) {
        String reason = reason(request, "released");
        Halt released = Objects
                .requireNonNull(transaction.execute(_ -> halting.release(Caller.NAME, reason)))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                        "Nothing is halted; GET /api/v1/halt tells of the halts there were."));
        return new HaltReport(HaltView.of(released), StoppedFaults.of(line.tell(released)));
    }

    private static String reason(HttpServletRequest request, String done) {
        String reason = read(Sent.of(request)).map(HaltOrder::reason).orElse("");
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "Say why everything is %s: send {\"reason\": \"...\"} with 1 to %d characters.".formatted(done,
                            LONGEST_REASON));
        }
        return reason.strip();
    }

    private static Optional<HaltOrder> read(Sent sent) {
        try {
            return sent.bytes().length == 0
                    ? Optional.empty()
                    : Optional.ofNullable(Wire.mapper().readValue(sent.bytes(), HaltOrder.class));
        } catch (JacksonException e) {
            throw new Problem(ProblemType.INVALID_REQUEST, "The body could not be read; send {\"reason\": \"...\"}.");
        }
    }
}
