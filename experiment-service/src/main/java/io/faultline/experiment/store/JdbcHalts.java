package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.stop.Halt;
import io.faultline.experiment.stop.Halts;
import org.springframework.jdbc.core.JdbcTemplate;

/** Halts in Postgres. Whoever starts runs shares a lock; whoever halts takes it alone: that way no run slips through. */
record JdbcHalts(JdbcTemplate jdbc) implements Halts {
    private static final int LOCK = 0x68616c74;
    private static final String COLUMNS = "id, requested_by, reason, requested_at, runs_stopped, released_by, release_reason, released_at";

    @Override
    public void keepOff(ProjectId project) {
        lock("select count(*) from pg_advisory_xact_lock_shared(?, hashtext(?))", project);
    }

    @Override
    public void keepStartsOff(ProjectId project) {
        lock("select count(*) from pg_advisory_xact_lock(?, hashtext(?))", project);
    }

    private void lock(String sql, ProjectId project) {
        jdbc.queryForObject(sql, Long.class, LOCK, project.value());
    }

    @Override
    public Optional<Halt> inForce(ProjectId project) {
        return jdbc.query("select " + COLUMNS + " from halt where project = ? and released_at is null",
                JdbcHalts::halt, project.value()).stream().findFirst();
    }

    @Override
    public Halt begin(ProjectId project, String requestedBy, String reason, Instant since, int runsStopped) {
        return jdbc.query(
                "insert into halt (project, requested_by, reason, requested_at, runs_stopped) values (?, ?, ?, ?, ?) returning "
                        + COLUMNS,
                JdbcHalts::halt, project.value(), requestedBy, reason, Columns.time(since), runsStopped).getFirst();
    }

    @Override
    public Optional<Halt> release(ProjectId project, Halt.Release release) {
        return jdbc.query("""
                          update halt set released_by = ?, release_reason = ?, released_at = ?
                          where project = ? and released_at is null returning\s""" + COLUMNS, JdbcHalts::halt,
                release.releasedBy(), release.reason(), Columns.time(release.at()), project.value()).stream()
                .findFirst();
    }

    @Override
    public List<Halt> latest(ProjectId project, int limit) {
        return jdbc.query("select " + COLUMNS + " from halt where project = ? order by id desc limit ?",
                JdbcHalts::halt, project.value(), limit);
    }

    private static Halt halt(ResultSet row, int number) throws SQLException {
        Instant released = Columns.instant(row, "released_at");
        return new Halt(row.getLong("id"), row.getString("requested_by"), row.getString("reason"),
                Columns.givenInstant(row, "requested_at"), row.getInt("runs_stopped"), released == null
                        ? null
                        : new Halt.Release(row.getString("released_by"), row.getString("release_reason"), released));
    }
}
