package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.policy.BlackoutWindow;
import io.faultline.experiment.policy.BlackoutWindows;
import org.springframework.jdbc.core.JdbcTemplate;

/** Blackout windows in Postgres. */
record JdbcBlackoutWindows(JdbcTemplate jdbc) implements BlackoutWindows {
    @Override
    public List<Kept> all(ProjectId project) {
        return jdbc.query("select content, set_by, set_at from blackout_window where project = ? order by name",
                JdbcBlackoutWindows::kept, project.value());
    }

    @Override
    public Optional<Kept> find(ProjectId project, String name) {
        return jdbc.query("select content, set_by, set_at from blackout_window where project = ? and name = ?",
                JdbcBlackoutWindows::kept, project.value(), name).stream().findFirst();
    }

    @Override
    public boolean put(ProjectId project, Kept kept) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                insert into blackout_window (project, name, content, set_by, set_at) values (?, ?, ?::jsonb, ?, ?)
                on conflict (project, name) do update
                set content = excluded.content, set_by = excluded.set_by, set_at = excluded.set_at
                returning xmax = 0""",
                Boolean.class, project.value(), kept.window().name(), Columns.json(kept.window()), kept.setBy(),
                Columns.time(kept.setAt())));
    }

    @Override
    public boolean remove(ProjectId project, String name) {
        return jdbc.update("delete from blackout_window where project = ? and name = ?", project.value(), name) == 1;
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(Wire.mapper().readValue(row.getString("content"), BlackoutWindow.class),
                row.getString("set_by"), Columns.givenInstant(row, "set_at"));
    }
}
