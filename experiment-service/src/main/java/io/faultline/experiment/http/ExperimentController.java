package io.faultline.experiment.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.ExperimentQuery;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.catalogue.Keeping;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.listing.Cursor;
import io.faultline.experiment.request.Answer;
import io.faultline.formats.ExperimentFile;
import io.faultline.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Experiments: created, read, changed as new revisions, forgotten. */
@RestController
@RequestMapping("/api/v1/experiments")
@Tag(name = "experiments")
class ExperimentController {
    private final Catalogue catalogue;
    private final ProjectId project;
    private final Experiments experiments;
    private final Idempotency idempotency;
    private final TransactionTemplate transaction;

    ExperimentController(Catalogue catalogue, ProjectId project, Experiments experiments, Idempotency idempotency,
            TransactionTemplate transaction) {
        this.catalogue = catalogue;
        this.project = project;
        this.experiments = experiments;
        this.idempotency = idempotency;
        this.transaction = transaction;
    }

    @Operation(operationId = "createExperiment", summary = "Keeps an experiment.", description = "Its name has to be free. With an Idempotency-Key it can be sent again safely.")
    @SentExperiment
    @ApiResponse(responseCode = "201", content = @Content(mediaType = "application/json", schema = @Schema(implementation = ExperimentView.class)))
    @SafeToRepeat
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    ResponseEntity<String> create(@Parameter(hidden = true) HttpServletRequest request) {
        Sent sent = Sent.of(request);
        return idempotency.once(request, sent, () -> {
            KeptExperiment kept = Refusals.keptOrRefused(catalogue.create(sent.experiment()));
            return new Answer(201, ExperimentView.path(kept), ExperimentView.etag(kept),
                    Wire.mapper().writeValueAsString(ExperimentView.whole(kept)));
        });
    }

    @Operation(operationId = "listExperiments", summary = "Lists experiments, newest first.")
    @GetMapping
    Page<ExperimentView> list(
            @Parameter(description = "How its name begins.") @RequestParam(required = false) @Nullable String name,
            @Parameter(description = "One of its tags.") @RequestParam(required = false) @Nullable String tag,
            @Parameter(description = "'next' of the page before.") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 500.") @RequestParam(defaultValue = "50") int limit) {
        Cursor cursor = after == null ? null : Cursor.parse(after);
        List<KeptExperiment> found = experiments
                .list(new ExperimentQuery(project, name, tag, cursor, Page.probe(limit)));
        Page<KeptExperiment> page = Page.of(found, limit,
                last -> new Cursor(last.createdAt(), last.id().value()).toString());
        return new Page<>(page.items().stream().map(ExperimentView::brief).toList(), page.next());
    }

    @Operation(operationId = "getExperiment", summary = "Shows an experiment.", description = "With Accept: application/yaml in its file form.")
    @ShownExperiment
    @GetMapping("/{id}")
    ResponseEntity<?> get(@PathVariable String id,
            @Parameter(hidden = true) @RequestHeader(value = "Accept", defaultValue = "*/*") String accept) {
        return shown(experiments.find(project, PathIds.experiment(id)).orElseThrow(() -> Refusals.noExperiment(id)),
                accept);
    }

    @Operation(operationId = "getRevision", summary = "Shows an experiment as it was in a revision.")
    @ShownExperiment
    @GetMapping("/{id}/revisions/{revision}")
    ResponseEntity<?> revision(@PathVariable String id, @PathVariable int revision,
            @Parameter(hidden = true) @RequestHeader(value = "Accept", defaultValue = "*/*") String accept) {
        ExperimentId experiment = PathIds.experiment(id);
        return shown(experiments.revision(project, experiment, revision)
                .orElseThrow(() -> Refusals.noRevision(experiment, revision)), accept);
    }

    @Operation(operationId = "updateExperiment", summary = "Keeps a new revision.", description = "The same content stays the same revision.")
    @SentExperiment
    @PutMapping(path = "/{id}", consumes = {MediaType.APPLICATION_JSON_VALUE, Sent.YAML})
    ResponseEntity<ExperimentView> update(@PathVariable String id,
            @Parameter(description = "ETag of the revision it was made from.") @RequestHeader(value = "If-Match", required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (ifMatch == null) {
            throw Refusals.ifMatchNeeded();
        }
        Experiment experiment = Sent.of(request).experiment();
        Keeping keeping = Objects.requireNonNull(transaction.execute(
                _ -> catalogue.update(PathIds.experiment(id), revision(ifMatch), experiment)));
        KeptExperiment kept = Refusals.keptOrRefused(keeping);
        return ResponseEntity.ok().eTag(ExperimentView.etag(kept)).body(ExperimentView.whole(kept));
    }

    @Operation(operationId = "deleteExperiment", summary = "Forgets an experiment; its runs stay.")
    @ApiResponse(responseCode = "204")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id,
            @Parameter(description = "Only in the revision with this ETag.") @RequestHeader(value = "If-Match", required = false) @Nullable String ifMatch) {
        Integer expected = ifMatch == null ? null : revision(ifMatch);
        Refusals.keptOrRefused(Objects.requireNonNull(
                transaction.execute(_ -> catalogue.forget(PathIds.experiment(id), expected))));
        return ResponseEntity.noContent().build();
    }

    /** The revision an entity tag names; null for any. What is no tag of ours names a revision that never is. */
    private static @Nullable Integer revision(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return null;
        }
        String digits = ifMatch.strip().replaceAll("^\"(\\d{1,9})\"$", "$1");
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : Integer.valueOf(-1);
    }

    private static ResponseEntity<?> shown(KeptExperiment kept, String accept) {
        ResponseEntity.BodyBuilder entity = ResponseEntity.ok().eTag(ExperimentView.etag(kept)).header("Vary",
                "Accept");
        return accept.contains("yaml")
                ? entity.contentType(MediaType.parseMediaType(Sent.YAML))
                        .body(ExperimentFile.write(kept.experiment()).getBytes(StandardCharsets.UTF_8))
                : entity.contentType(MediaType.APPLICATION_JSON).body(ExperimentView.whole(kept));
    }
}
