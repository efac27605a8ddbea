package io.faultline.experiment.http;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.request.Answer;
import io.faultline.experiment.request.RunRequests;
import io.faultline.experiment.stop.DirectLine;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Asking for runs and for their end. Each answer is 202: what comes of it is told by the run's facts. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "runs")
class RequestController {
    private final Catalogue catalogue;
    private final ProjectId project;
    private final Experiments experiments;
    private final RunRequests requests;
    private final DirectLine line;
    private final Idempotency idempotency;
    private final Counter requested;
    private final Timer submit;

    RequestController(Catalogue catalogue, ProjectId project, Experiments experiments, RunRequests requests,
            DirectLine line, Idempotency idempotency, MeterRegistry metrics) {
        this.catalogue = catalogue;
        this.project = project;
        this.experiments = experiments;
        this.requests = requests;
        this.line = line;
        this.idempotency = idempotency;
        this.requested = metrics.counter("faultline.runs.requested");
        this.submit = metrics.timer("faultline.run.submit.duration");
    }

    /** A run that was asked to end, and what is known of its faults. */
    record AbortedRun(RunId run, @JsonUnwrapped StoppedFaults stopped, Map<String, String> links) {}

    /** What to tell whoever reads of it later. */
    record AbortOrder(@Schema(description = "Why, for whoever reads of it later.") String reason) {}

    @Operation(operationId = "runExperiment", summary = "Runs an experiment that is kept.")
    @ApiResponse(responseCode = "202", content = @Content(mediaType = "application/json", schema = @Schema(implementation = RequestedRun.class)))
    @SafeToRepeat
    @PostMapping("/experiments/{id}/runs")
    ResponseEntity<String> run(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
        return submitted(request, Sent.of(request), () -> experiments.find(project, PathIds.experiment(id))
                .orElseThrow(() -> Refusals.noExperiment(id)));
    }

    @Operation(operationId = "runSentExperiment", summary = "Runs the experiment sent.", description = "Keeps it under its name first, as a new experiment or a new revision.")
    @SentExperiment
    @ApiResponse(responseCode = "202", content = @Content(mediaType = "application/json", schema = @Schema(implementation = RequestedRun.class)))
    @SafeToRepeat
    @PostMapping(path = "/runs", consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    ResponseEntity<String> run(@Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        Experiment experiment = sent.experiment();
        return submitted(request, sent, () -> Refusals.keptOrRefused(catalogue.keep(experiment)));
    }

    private ResponseEntity<String> submitted(HttpServletRequest request, Sent sent, Supplier<KeptExperiment> kept) {
        return Objects.requireNonNull(submit.record(() -> idempotency.once(request, sent, () -> {
            KeptExperiment experiment = kept.get();
            RunId run = Refusals.askedOrRefused(requests.request(experiment, Caller.NAME));
            requested.increment();
            return new Answer(202, RunView.path(run), null, Wire.mapper().writeValueAsString(
                    new RequestedRun(run, experiment.id(), experiment.revision(), RunView.links(run))));
        })));
    }

    @Operation(operationId = "abortRun", summary = "Aborts a run.", description = "Its faults are reverted at once: the injector is told directly and through Kafka. Asking twice is asking once.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = AbortOrder.class)))
    @ApiResponse(responseCode = "202", content = @Content(mediaType = "application/json", schema = @Schema(implementation = AbortedRun.class)))
    @SafeToRepeat
    @PostMapping("/runs/{id}/abort")
    ResponseEntity<String> abort(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        RunId run = PathIds.run(id);
        String reason = reason(sent);
        return idempotency.once(request, sent, () -> switch (requests.abort(run, Caller.NAME, reason)) {
            case ACCEPTED -> aborted(run, StoppedFaults.UNKNOWN);
            case ALREADY_OVER -> throw Refusals.runIsOver(run);
            case MISSING -> throw Refusals.noRun(run);
        }, () -> aborted(run, StoppedFaults.of(line.stop(run, reason))));
    }

    private static Answer aborted(RunId run, StoppedFaults stopped) {
        return new Answer(202, RunView.path(run), null,
                Wire.mapper().writeValueAsString(new AbortedRun(run, stopped, RunView.links(run))));
    }

    private static String reason(Sent sent) {
        try {
            AbortOrder order = sent.bytes().length == 0
                    ? null
                    : Wire.mapper().readValue(sent.bytes(), AbortOrder.class);
            return order == null || order.reason() == null || order.reason().isBlank()
                    ? "no reason given"
                    : order.reason();
        } catch (JacksonException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "The body could not be read; send {\"reason\": \"...\"} or nothing.");
        }
    }
}
