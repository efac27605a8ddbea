package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.history.ListedRun;
import io.faultline.experiment.history.RunQuery;
import io.faultline.experiment.history.RunSummary;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.listing.Cursor;
import io.faultline.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** What came of runs. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "runs")
class RunController {
    private final ProjectId project;
    private final Runs runs;

    RunController(ProjectId project, Runs runs) {
        this.project = project;
        this.runs = runs;
    }

    @Operation(operationId = "listRuns", summary = "Lists runs, newest first.")
    @GetMapping
    Page<RunSummary> list(
            @Parameter(description = "Id of its experiment.") @RequestParam(required = false) @Nullable String experiment,
            @Parameter(description = "Its phase, such as Running or Completed.") @RequestParam(required = false) @Nullable String phase,
            @Parameter(description = "Asked for since then.") @RequestParam(required = false) @Nullable Instant since,
            @Parameter(description = "'next' of the page before.") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "At most this many, up to 500.") @RequestParam(defaultValue = "50") int limit) {
        List<ListedRun> found = runs
                .list(new RunQuery(project, experiment == null ? null : PathIds.experiment(experiment), phase(phase),
                        since, after == null ? null : Cursor.parse(after), Page.probe(limit)));
        Page<ListedRun> page = Page.of(found, limit, last -> last.place().toString());
        return new Page<>(page.items().stream().map(ListedRun::summary).toList(), page.next());
    }

    @Operation(operationId = "getRun", summary = "Shows a run: how far it is, its faults, its probes and, at the end, its verdict and score.")
    @GetMapping("/{id}")
    RunView get(@PathVariable String id) {
        return runs.find(project, PathIds.run(id)).map(RunView::of).orElseThrow(() -> Refusals.noRun(id));
    }

    private static @Nullable RunPhase phase(@Nullable String phase) {
        try {
            return phase == null ? null : Wire.mapper().convertValue(phase, RunPhase.class);
        } catch (JacksonException e) {
            throw Refusals.noPhase(phase);
        }
    }
}
