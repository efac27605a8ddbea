package io.faultline.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.scheduler.recurrence.MissedPolicy;
import io.faultline.scheduler.recurrence.Schedule;
import io.faultline.scheduler.recurrence.ScheduleSpec;
import io.faultline.scheduler.recurrence.Schedules;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Schedules, a row each. */
record JdbcSchedules(JdbcClient jdbc, JsonMapper json) implements Schedules {
    @Override
    public void add(Schedule schedule) {
        write("""
              insert into schedule (project_id, created_at, version, name, experiment_id, revision, experiment, cron, zone, enabled, missed, next_tick, id)
              values (:project, :created, :version, :name, :experimentId, :revision, :experiment::json, :cron, :zone, :enabled, :missed, :next, :id)""",
                schedule);
    }

    @Override
    public boolean replace(Schedule schedule) {
        return write(
                """
                update schedule set version = :version, name = :name, experiment_id = :experimentId, revision = :revision,
                    experiment = :experiment::json, cron = :cron, zone = :zone, enabled = :enabled, missed = :missed, next_tick = :next,
                    trouble = null
                where id = :id and version = :version - 1""",
                schedule) == 1;
    }

    private int write(String statement, Schedule schedule) {
        ScheduleSpec spec = schedule.spec();
        return jdbc.sql(statement).param("project", schedule.project().value())
                .param("created", utc(schedule.createdAt())).param("version", schedule.version())
                .param("name", spec.name()).param("experimentId", spec.experimentId().value())
                .param("revision", spec.revision()).param("experiment", json.writeValueAsString(spec.experiment()))
                .param("cron", spec.cron()).param("zone", spec.zone()).param("enabled", spec.enabled())
                .param("missed", spec.missed().name())
                .param("next", utc(schedule.nextTick())).param("id", schedule.id().value()).update();
    }

    @Override
    public Optional<Schedule> find(ScheduleId id) {
        return jdbc.sql("select * from schedule where id = ?").param(id.value()).query(this::shown).optional();
    }

    @Override
    public List<Schedule> page(@Nullable ScheduleId after, int most) {
        return jdbc.sql("select * from schedule where id > ? order by id limit ?")
                .param(after == null ? new UUID(0, 0) : after.value()).param(most).query(this::shown).list();
    }

    @Override
    public boolean remove(ScheduleId id) {
        return jdbc.sql("delete from schedule where id = ?").param(id.value()).update() == 1;
    }

    @Override
    public List<Schedule> lockDue(Instant now, int most) {
        return jdbc.sql(
                "select * from schedule where next_tick <= ? order by next_tick limit ? for update skip locked")
                .param(utc(now)).param(most).query(this::schedule).list();
    }

    @Override
    public List<ScheduleId> due(Instant now, int most) {
        return jdbc.sql("select id from schedule where next_tick <= ? order by next_tick limit ?").param(utc(now))
                .param(most).query((row, _) -> new ScheduleId(row.getObject(1, UUID.class))).list();
    }

    @Override
    public Optional<Schedule> lockIfDue(ScheduleId id, Instant now) {
        return jdbc.sql("select * from schedule where id = ? and next_tick <= ? for update skip locked")
                .param(id.value()).param(utc(now)).query(this::schedule).optional();
    }

    @Override
    public void giveUp(ScheduleId id, String trouble, Instant now) {
        jdbc.sql("""
                 update schedule set enabled = false, next_tick = null, version = version + 1, trouble = ?
                 where id = ? and next_tick <= ?""").param(trouble).param(id.value()).param(utc(now)).update();
    }

    @Override
    public boolean claim(ScheduleId id, Instant tick, RunId run) {
        return jdbc.sql("insert into schedule_tick (schedule_id, tick, run_id) values (?, ?, ?) on conflict do nothing")
                .param(id.value()).param(utc(tick)).param(run.value()).update() == 1;
    }

    @Override
    public void forgetTicks(Instant before) {
        jdbc.sql("delete from schedule_tick where tick < ?").param(utc(before)).update();
    }

    @Override
    public void advance(ScheduleId id, Optional<Instant> nextTick, int missed) {
        jdbc.sql("update schedule set next_tick = :next, missed_ticks = missed_ticks + :missed where id = :id")
                .param("next", utc(nextTick)).param("missed", missed).param("id", id.value()).update();
    }

    @Override
    public Optional<Instant> nextTick(Instant after) {
        return jdbc.sql("select next_tick from schedule where next_tick > ? order by next_tick limit 1")
                .param(utc(after)).query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    private Schedule schedule(ResultSet row, int number) throws SQLException {
        return schedule(row, json.readValue(row.getString("experiment"), Experiment.class));
    }

    /** Whatever is kept can be looked at, changed and deleted, though it cannot be fired. */
    private Schedule shown(ResultSet row, int number) throws SQLException {
        try {
            return schedule(row, number);
        } catch (JacksonException | InvalidExperiment e) {
            return schedule(row, (Experiment) null);
        }
    }

    private static Schedule schedule(ResultSet row, @Nullable Experiment experiment) throws SQLException {
        ScheduleSpec spec = new ScheduleSpec(row.getString("name"),
                new ExperimentId(row.getObject("experiment_id", UUID.class)), row.getInt("revision"),
                experiment, row.getString("cron"), row.getString("zone"), row.getBoolean("enabled"),
                MissedPolicy.valueOf(row.getString("missed")));
        return new Schedule(new ScheduleId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project_id")), row.getLong("version"), spec,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("next_tick", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("trouble")), row.getLong("missed_ticks"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utc(Optional<Instant> instant) {
        return instant.map(JdbcSchedules::utc).orElse(null);
    }
}
