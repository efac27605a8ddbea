package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.gitops.Flaw;
import io.faultline.experiment.gitops.GitOps;
import io.faultline.experiment.gitops.GitOpsSpec;
import io.faultline.experiment.gitops.GitOpsStore;
import io.faultline.experiment.gitops.Living;
import io.faultline.experiment.gitops.Tracked;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JavaType;

/** GitOps in Postgres. */
record JdbcGitOps(JdbcTemplate jdbc) implements GitOpsStore {
    private static final JavaType FLAWS = Wire.mapper().getTypeFactory().constructCollectionType(List.class,
            Flaw.class);

    @Override
    public Optional<GitOps> find(ProjectId project) {
        return jdbc.query("select content, secret is not null as has_secret, " + SyncColumns.ALL
                + " from gitops where project = ?",
                (row, _) -> new GitOps(Wire.mapper().readValue(row.getString("content"), GitOpsSpec.class),
                        row.getBoolean("has_secret"), SyncColumns.of(row)),
                project.value()).stream().findFirst();
    }

    @Override
    public Optional<String> sealed(ProjectId project) {
        return jdbc.queryForList("select secret from gitops where project = ? and secret is not null", String.class,
                project.value()).stream().findFirst();
    }

    @Override
    public void keep(ProjectId project, GitOps gitOps, @Nullable String sealed, boolean anew, Instant next) {
        if (anew) {
            remove(project);
        }
        jdbc.update("""
                    insert into gitops (project, content, secret, next_at) values (?, ?::jsonb, ?, ?)
                    on conflict (project) do update set content = excluded.content, secret = excluded.secret""",
                project.value(), Columns.json(gitOps.spec()), sealed, Columns.time(next));
    }

    @Override
    public boolean remove(ProjectId project) {
        return jdbc.update("delete from gitops where project = ?", project.value()) == 1;
    }

    @Override
    public List<Tracked> tracked(ProjectId project) {
        return jdbc.query(
                "select name, path, digest, applied, experiment_id, revision, flaws from gitops_file where project = ? order by name",
                JdbcGitOps::tracked, project.value());
    }

    @Override
    public void track(ProjectId project, Tracked tracked) {
        ExperimentId experiment = tracked.experiment();
        jdbc.update(
                """
                insert into gitops_file (project, name, path, digest, applied, experiment_id, revision, flaws)
                select project, ?, ?, ?, ?, ?, ?, ?::jsonb from gitops where project = ?
                on conflict (project, name) do update set path = excluded.path, digest = excluded.digest,
                    applied = excluded.applied, experiment_id = excluded.experiment_id, revision = excluded.revision,
                    flaws = excluded.flaws""",
                tracked.name(), tracked.path(), tracked.digest(), tracked.applied(),
                experiment == null ? null : experiment.value(), tracked.revision(), Columns.json(tracked.flaws()),
                project.value());
    }

    @Override
    public void untrack(ProjectId project, String name) {
        jdbc.update("delete from gitops_file where project = ? and name = ?", project.value(), name);
    }

    @Override
    public void synced(ProjectId project, Sync sync, Instant next) {
        jdbc.update("update gitops set " + SyncColumns.SET + " where project = ?", Columns.time(sync.at()),
                Columns.time(sync.tried()), sync.commit(), sync.trouble(), Columns.json(sync.leftOut()),
                Columns.time(next), project.value());
    }

    @Override
    public boolean claim(ProjectId project, Instant now, Instant until) {
        return jdbc.update(
                "update gitops set busy_until = ? where project = ? and (busy_until is null or busy_until < ?)",
                Columns.time(until), project.value(), Columns.time(now)) == 1;
    }

    @Override
    public boolean isDue(ProjectId project, Instant now) {
        return !jdbc.queryForList("select 1 from gitops where project = ? and next_at <= ?", Integer.class,
                project.value(), Columns.time(now)).isEmpty();
    }

    @Override
    public List<Living> living(ProjectId project, int most) {
        return jdbc.query(
                "select name, id, revision from experiment where project = ? and deleted_at is null order by name limit ?",
                (row, _) -> new Living(row.getString("name"), new ExperimentId(row.getObject("id", UUID.class)),
                        row.getInt("revision")),
                project.value(), most);
    }

    private static Tracked tracked(ResultSet row, int number) throws SQLException {
        UUID experiment = row.getObject("experiment_id", UUID.class);
        List<Flaw> flaws = Wire.mapper().readValue(row.getString("flaws"), FLAWS);
        return new Tracked(row.getString("name"), row.getString("path"), row.getString("digest"),
                row.getString("applied"), experiment == null ? null : new ExperimentId(experiment),
                row.getObject("revision", Integer.class), flaws);
    }
}
