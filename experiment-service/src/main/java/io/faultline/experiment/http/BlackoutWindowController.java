package io.faultline.experiment.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.policy.BlackoutWindow;
import io.faultline.experiment.policy.BlackoutWindows;
import io.faultline.experiment.policy.Once;
import io.faultline.experiment.policy.Weekly;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Times in which no run may start. */
@RestController
@RequestMapping("/api/v1/blackout-windows")
@Tag(name = "blackout-windows")
class BlackoutWindowController {
    private final ProjectId project;
    private final BlackoutWindows windows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    BlackoutWindowController(ProjectId project, BlackoutWindows windows, TransactionTemplate transaction,
            InstantSource clock) {
        this.project = project;
        this.windows = windows;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is asked for; the name stands in the path. */
    record WindowOrder(String reason, @Nullable Once once, @Nullable Weekly weekly) {}

    /**
     * A window as the API shows it.
     *
     * @param until when it ends, if it is in force now
     */
    record WindowView(@JsonUnwrapped BlackoutWindow window, String setBy, Instant setAt, @Nullable Instant until) {}

    @Operation(operationId = "listBlackoutWindows", summary = "Lists the blackout windows by name.")
    @GetMapping
    Page<WindowView> list() {
        return new Page<>(windows.all(project).stream().map(this::view).toList(), null);
    }

    @Operation(operationId = "getBlackoutWindow", summary = "Shows a blackout window.")
    @GetMapping("/{name}")
    WindowView get(@PathVariable String name) {
        return windows.find(project, name).map(this::view)
                .orElseThrow(() -> Problem.notFound("blackout window", name));
    }

    @Operation(operationId = "putBlackoutWindow", summary = "Sets a blackout window, new or in place of the one of its name.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "201")
    @PutMapping("/{name}")
    ResponseEntity<WindowView> put(@PathVariable String name, @RequestBody WindowOrder order) {
        BlackoutWindow window = new BlackoutWindow(name, order.reason(), order.once(), order.weekly());
        Complaints complaints = Complaints.collect();
        window.check(complaints);
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Mend the places named in errors and send it again.",
                    complaints.found());
        }
        BlackoutWindows.Kept kept = new BlackoutWindows.Kept(window, Caller.NAME,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        boolean added = Objects.requireNonNull(transaction.execute(_ -> windows.put(project, kept)));
        return ResponseEntity.status(added ? 201 : 200).body(view(kept));
    }

    @Operation(operationId = "deleteBlackoutWindow", summary = "Deletes a blackout window.")
    @ApiResponse(responseCode = "204")
    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(@PathVariable String name) {
        if (!Objects.requireNonNull(transaction.execute(_ -> windows.remove(project, name)))) {
            throw Problem.notFound("blackout window", name);
        }
        return ResponseEntity.noContent().build();
    }

    private WindowView view(BlackoutWindows.Kept kept) {
        return new WindowView(kept.window(), kept.setBy(), kept.setAt(),
                kept.window().endAt(clock.instant()).orElse(null));
    }
}
