package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubId;
import io.faultline.experiment.hub.HubSpec;
import io.faultline.experiment.hub.Hubs;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Hubs in Postgres, each with its files. */
record JdbcHubs(JdbcTemplate jdbc, TransactionTemplate transaction) implements Hubs {
    private static final String SELECT = "select id, project, content, secret is not null as has_secret, created_at, updated_at, "
            + SyncColumns.ALL + " from hub where ";

    @Override
    public List<Hub> all(ProjectId project) {
        return jdbc.query(SELECT + "project = ? order by name limit " + MOST, JdbcHubs::hub, project.value());
    }

    @Override
    public Optional<Hub> find(ProjectId project, HubId id) {
        return jdbc.query(SELECT + "project = ? and id = ?", JdbcHubs::hub, project.value(), id.value()).stream()
                .findFirst();
    }

    @Override
    public boolean add(Hub added, @Nullable String sealed, Instant nextSync) {
        return jdbc.update(
                """
                insert into hub (id, project, name, content, secret, created_at, updated_at, next_at)
                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?) on conflict (project, name) do nothing""",
                added.id().value(), added.project().value(), added.name(), Columns.json(added.spec()), sealed,
                Columns.time(added.createdAt()), Columns.time(added.updatedAt()), Columns.time(nextSync)) == 1;
    }

    @Override
    public boolean change(Hub changed, @Nullable String sealed) {
        try {
            return jdbc.update("""
                               update hub set name = ?, content = ?::jsonb, secret = ?, updated_at = ?
                               where project = ? and id = ?""",
                    changed.name(), Columns.json(changed.spec()), sealed, Columns.time(changed.updatedAt()),
                    changed.project().value(), changed.id().value()) == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public boolean remove(ProjectId project, HubId id) {
        return jdbc.update("delete from hub where project = ? and id = ?", project.value(), id.value()) == 1;
    }

    @Override
    public Optional<String> sealed(HubId id) {
        return jdbc.queryForList("select secret from hub where id = ? and secret is not null", String.class,
                id.value()).stream().findFirst();
    }

    @Override
    public void keep(HubId id, Map<String, String> files, Sync sync, Instant nextSync) {
        transaction.executeWithoutResult(_ -> {
            failed(id, sync, nextSync);
            jdbc.update("delete from hub_file where hub_id = ?", id.value());
            jdbc.batchUpdate(
                    "insert into hub_file (hub_id, path, content) select id, ?, ? from hub where id = ?",
                    files.entrySet().stream().map(each -> new Object[]{each.getKey(), each.getValue(), id.value()})
                            .toList());
        });
    }

    @Override
    public void failed(HubId id, Sync sync, Instant nextSync) {
        jdbc.update("update hub set " + SyncColumns.SET + " where id = ?", Columns.time(sync.at()),
                Columns.time(sync.tried()), sync.commit(), sync.trouble(), Columns.json(sync.leftOut()),
                Columns.time(nextSync), id.value());
    }

    @Override
    public void know(HubId id, String url, String hostKey) {
        jdbc.update("""
                    update hub set content = jsonb_set(content, '{remote,hostKey}', to_jsonb(?::text))
                    where id = ? and content #>> '{remote,url}' = ? and content #>> '{remote,hostKey}' is null""",
                hostKey, id.value(), url);
    }

    @Override
    public Map<String, String> files(HubId id) {
        Map<String, String> files = new HashMap<>();
        jdbc.query("select path, content from hub_file where hub_id = ?",
                row -> {
                    files.put(row.getString("path"), row.getString("content"));
                }, id.value());
        return files;
    }

    @Override
    public List<String> paths(HubId id) {
        return jdbc.queryForList("select path from hub_file where hub_id = ?", String.class, id.value());
    }

    @Override
    public boolean claim(HubId id, Instant now, Instant until) {
        return jdbc.update("update hub set busy_until = ? where id = ? and (busy_until is null or busy_until < ?)",
                Columns.time(until), id.value(), Columns.time(now)) == 1;
    }

    @Override
    public List<Hub> due(ProjectId project, Instant now) {
        return jdbc.query(SELECT + "project = ? and next_at <= ? order by next_at limit " + MOST, JdbcHubs::hub,
                project.value(), Columns.time(now));
    }

    private static Hub hub(ResultSet row, int number) throws SQLException {
        return new Hub(new HubId(row.getObject("id", UUID.class)), new ProjectId(row.getString("project")),
                Wire.mapper().readValue(row.getString("content"), HubSpec.class), row.getBoolean("has_secret"),
                SyncColumns.of(row), Columns.givenInstant(row, "created_at"),
                Columns.givenInstant(row, "updated_at"));
    }
}
