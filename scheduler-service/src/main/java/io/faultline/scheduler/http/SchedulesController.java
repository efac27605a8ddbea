package io.faultline.scheduler.http;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.scheduler.recurrence.Schedule;
import io.faultline.scheduler.recurrence.Schedules;
import io.faultline.scheduler.recurrence.Timetable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schedules over HTTP. */
@RestController
@RequestMapping("/api/v1/schedules")
@Tag(name = "schedules", description = "Experiments that run by the clock")
class SchedulesController {
    private static final ProjectId PROJECT = new ProjectId("default");
    private static final int MOST_FIRINGS = 100;

    private final Schedules schedules;
    private final Timetable timetable;
    private final InfrastructureSeals seals;
    private final InstantSource clock;

    SchedulesController(Schedules schedules, Timetable timetable, InfrastructureSeals seals, InstantSource clock) {
        this.schedules = schedules;
        this.timetable = timetable;
        this.seals = seals;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Create a schedule")
    ResponseEntity<ScheduleView> create(@RequestBody ScheduleBody body) {
        Schedule made = timetable.make(PROJECT, body.believed(seals, null).checked(clock.instant()));
        return ResponseEntity.created(URI.create("/api/v1/schedules/" + made.id())).eTag(tag(made))
                .body(ScheduleView.whole(made));
    }

    @GetMapping
    @Operation(summary = "List schedules, oldest first")
    Page<ScheduleView> list(@RequestParam(defaultValue = "0") int limit,
            @RequestParam(required = false) @Nullable String after) {
        ScheduleId place = after == null ? null : ScheduleId.parse(after);
        List<ScheduleView> found = schedules.page(place, Page.probe(limit)).stream().map(ScheduleView::inList).toList();
        return Page.of(found, limit, view -> view.id().toString());
    }

    @GetMapping("/{id}")
    @Operation(summary = "Show a schedule")
    ResponseEntity<ScheduleView> show(@PathVariable String id) {
        return answer(find(id));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change a schedule; ticks missed before are forgotten")
    ResponseEntity<ScheduleView> change(@PathVariable String id, @RequestBody ScheduleBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        Schedule schedule = find(id);
        if (match == null) {
            throw new Problem(ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag of the schedule you have seen as If-Match; it is %s now.".formatted(tag(schedule)));
        }
        if (!match.equals("*") && !match.equals(tag(schedule))) {
            throw changedMeanwhile(id);
        }
        return answer(timetable.change(schedule,
                body.believed(seals, schedule.spec().experiment()).checked(clock.instant()))
                .orElseThrow(() -> changedMeanwhile(id)));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Delete a schedule; it never fires again")
    ResponseEntity<Void> delete(@PathVariable String id) {
        if (!schedules.remove(ScheduleId.parse(id))) {
            throw Problem.notFound("schedule", id);
        }
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}/firings")
    @Operation(summary = "The next firings of a schedule")
    Firings firings(@PathVariable String id, @RequestParam(defaultValue = "10") int count) {
        return new Firings(timetable.firings(find(id), Math.clamp(count, 1, MOST_FIRINGS)));
    }

    /** The moments a schedule will fire at. */
    record Firings(List<Instant> firings) {}

    private Schedule find(String id) {
        return schedules.find(ScheduleId.parse(id)).orElseThrow(() -> Problem.notFound("schedule", id));
    }

    private static ResponseEntity<ScheduleView> answer(Schedule schedule) {
        return ResponseEntity.ok().eTag(tag(schedule)).body(ScheduleView.whole(schedule));
    }

    private static String tag(Schedule schedule) {
        return "\"" + schedule.version() + "\"";
    }

    private static Problem changedMeanwhile(String id) {
        return new Problem(ProblemType.PRECONDITION_FAILED,
                "Schedule %s is not the one you have seen: get it again and apply your change to it.".formatted(id));
    }
}
