package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import org.jspecify.annotations.Nullable;

/** The schedules there are. */
public interface Schedules {
    void add(Schedule schedule);

    Optional<Schedule> find(ScheduleId id);

    /** In the order they were made, after this one. */
    List<Schedule> page(@Nullable ScheduleId after, int most);

    /** Only if what is kept is of the version before. */
    boolean replace(Schedule schedule);

    boolean remove(ScheduleId id);

    /** Schedules whose tick has come and that nobody else holds; nobody will until the transaction ends. */
    List<Schedule> lockDue(Instant now, int most);

    /** The same, not yet locked nor read: one of them may not be readable. */
    List<ScheduleId> due(Instant now, int most);

    /** One of them, unless somebody else holds it or has fired it. */
    Optional<Schedule> lockIfDue(ScheduleId id, Instant now);

    /** Disables one of them until a person changes it. */
    void giveUp(ScheduleId id, String trouble, Instant now);

    /** Whether this tick had not been fired before: it counts as fired from here on. */
    boolean claim(ScheduleId id, Instant tick, RunId run);

    /** Forgets that ticks before this moment were fired: none of them is young enough to fire again. */
    void forgetTicks(Instant before);

    /** Moves one of them on, and counts the ticks that passed without being fired. */
    void advance(ScheduleId id, Optional<Instant> nextTick, int missed);

    /** When the next one after this moment fires. */
    Optional<Instant> nextTick(Instant after);
}
