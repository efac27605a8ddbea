package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A shelf in Postgres.
 *
 * @param kind tells its things from those of other shelves
 */
record JdbcShelf<T>(JdbcTemplate jdbc, String kind, Class<T> type) implements Shelf<T> {
    private static final String SELECT = "select name, content, created_at, updated_at from shelf where project = ? and kind = ?";

    @Override
    public Optional<Kept<T>> find(ProjectId project, String name) {
        return jdbc.query(SELECT + " and name = ?", this::kept, project.value(), kind, name).stream().findFirst();
    }

    @Override
    public List<Kept<T>> all(ProjectId project) {
        return jdbc.query(SELECT + " order by created_at desc, name limit ?", this::kept, project.value(), kind, MOST);
    }

    @Override
    public boolean add(ProjectId project, Kept<T> added) {
        return jdbc.update(
                """
                insert into shelf (project, kind, name, content, created_at, updated_at)
                select ?, ?, ?, ?::jsonb, ?, ?
                where (select count(*) from shelf where project = ? and kind = ?) < ?
                on conflict do nothing""",
                project.value(), kind, added.name(), Columns.json(added.content()), Columns.time(added.createdAt()),
                Columns.time(added.updatedAt()), project.value(), kind, MOST) == 1;
    }

    @Override
    public boolean change(ProjectId project, Kept<T> changed) {
        return jdbc.update(
                "update shelf set content = ?::jsonb, updated_at = ? where project = ? and kind = ? and name = ?",
                Columns.json(changed.content()), Columns.time(changed.updatedAt()), project.value(), kind,
                changed.name()) == 1;
    }

    @Override
    public boolean remove(ProjectId project, String name) {
        return jdbc.update("delete from shelf where project = ? and kind = ? and name = ?", project.value(), kind,
                name) == 1;
    }

    private Kept<T> kept(ResultSet row, int number) throws SQLException {
        return new Kept<>(row.getString("name"), Wire.mapper().readValue(row.getString("content"), type),
                Columns.givenInstant(row, "created_at"), Columns.givenInstant(row, "updated_at"));
    }
}
