package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.scheduler.run.Wakes;

/** Makes and changes schedules, and sees to it that they are woken. */
public final class Timetable {
    private final Schedules schedules;
    private final Wakes wakes;
    private final Ids ids;
    private final InstantSource clock;

    public Timetable(Schedules schedules, Wakes wakes, Ids ids, InstantSource clock) {
        this.schedules = schedules;
        this.wakes = wakes;
        this.ids = ids;
        this.clock = clock;
    }

    public Schedule make(ProjectId project, ScheduleSpec spec) {
        Schedule schedule = Schedule.of(ids.schedule(), project, spec, now());
        schedules.add(schedule);
        schedule.nextTick().ifPresent(wakes::at);
        return schedule;
    }

    /** @return the schedule as it is now; empty if somebody else changed or deleted it meanwhile */
    public Optional<Schedule> change(Schedule schedule, ScheduleSpec spec) {
        Schedule changed = schedule.changed(spec, now());
        if (!schedules.replace(changed)) {
            return Optional.empty();
        }
        changed.nextTick().ifPresent(wakes::at);
        return Optional.of(changed);
    }

    /** The ticks still to come, if it is enabled. */
    public List<Instant> firings(Schedule schedule, int count) {
        return schedule.spec().enabled() ? schedule.spec().ticks().after(now(), count) : List.of();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
