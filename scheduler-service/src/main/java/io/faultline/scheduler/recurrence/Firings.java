package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.run.ExperimentRequested;

/**
 * Asks for the run of every tick that has come, once: the schedule is locked, the tick claimed, the run asked for and the
 * schedule moved on in one transaction, the caller's.
 */
public final class Firings {
    private static final int AT_ONCE = 50;

    private final Schedules schedules;
    private final Requests requests;

    public Firings(Schedules schedules, Requests requests) {
        this.schedules = schedules;
        this.requests = requests;
    }

    /** @return what was fired; empty when nothing more is due */
    public List<MissedTicks> fireDue(Instant now) {
        return schedules.lockDue(now, AT_ONCE).stream().map(schedule -> fire(schedule, now)).toList();
    }

    /** Those that are due, to be fired one by one when they cannot be fired together. */
    public List<ScheduleId> due(Instant now) {
        return schedules.due(now, AT_ONCE);
    }

    /** @return what was fired; empty if somebody else is at it */
    public Optional<MissedTicks> fire(ScheduleId id, Instant now) {
        return schedules.lockIfDue(id, now).map(schedule -> fire(schedule, now));
    }

    /** What can never be fired is not tried again every second. */
    public void giveUp(ScheduleId id, String trouble, Instant now) {
        schedules.giveUp(id, trouble, now);
    }

    private MissedTicks fire(Schedule schedule, Instant now) {
        ScheduleSpec spec = schedule.spec();
        MissedTicks ticks = MissedTicks.at(schedule.nextTick().orElse(now), spec.ticks(), spec.missed(), now);
        List<Instant> fired = ticks.fire().stream().filter(tick -> fire(schedule, tick, now)).toList();
        schedules.advance(schedule.id(), ticks.next(), ticks.missed());
        return ticks.firing(fired);
    }

    private boolean fire(Schedule schedule, Instant tick, Instant now) {
        RunId run = Ids.runOf(schedule.id(), tick);
        if (!schedules.claim(schedule.id(), tick, run)) {
            return false;
        }
        ScheduleSpec spec = schedule.spec();
        String by = "schedule " + (spec.name() == null ? schedule.id() : spec.name());
        requests.request(new ExperimentRequested(run, schedule.project(), spec.experimentId(), spec.revision(),
                Objects.requireNonNull(spec.experiment()), by, now, schedule.id(), tick));
        return true;
    }
}
