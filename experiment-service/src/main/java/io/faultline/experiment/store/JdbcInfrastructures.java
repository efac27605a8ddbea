package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.infrastructure.Agent;
import io.faultline.experiment.infrastructure.InfrastructureSpec;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.listing.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JavaType;

/** Infrastructures in Postgres, each with its agents. */
record JdbcInfrastructures(JdbcTemplate jdbc) implements Infrastructures {
    private static final JavaType AGENTS = Wire.mapper().getTypeFactory().constructCollectionType(List.class,
            Agent.class);
    private static final String SELECT = """
                                         select i.id, i.project, i.version, i.content, i.confirmed_at, i.created_at, i.updated_at,
                                             coalesce((select json_agg(json_build_object('instance', a.instance, 'version', a.version,
                                                 'since', to_char(a.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                                 'leaseUntil', to_char(a.lease_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                                                 order by a.instance)
                                                 from infrastructure_agent a where a.infrastructure_id = i.id), '[]') as agents
                                         from infrastructure i where\s""";

    @Override
    public Optional<KeptInfrastructure> find(ProjectId project, InfrastructureId id) {
        return one("i.project = ? and i.id = ?", project.value(), id.value());
    }

    @Override
    public Optional<KeptInfrastructure> named(ProjectId project, String name) {
        return one("i.project = ? and i.name = ?", project.value(), name);
    }

    @Override
    public Optional<KeptInfrastructure> ofToken(byte[] hash) {
        return one("i.token_hash = ?", (Object) hash);
    }

    private Optional<KeptInfrastructure> one(String where, Object... values) {
        return jdbc.query(SELECT + where, JdbcInfrastructures::kept, values).stream().findFirst();
    }

    @Override
    public List<KeptInfrastructure> list(ProjectId project, @Nullable String namePrefix, @Nullable Cursor after,
            int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append("i.project = ?");
        List<Object> values = new ArrayList<>(List.of(project.value()));
        if (namePrefix != null) {
            sql.append(" and starts_with(i.name, ?)");
            values.add(namePrefix);
        }
        if (after != null) {
            sql.append(" and (i.created_at, i.id) < (?, ?)");
            values.add(Columns.time(after.at()));
            values.add(after.id());
        }
        values.add(limit);
        return jdbc.query(sql.append(" order by i.created_at desc, i.id desc limit ?").toString(),
                JdbcInfrastructures::kept, values.toArray());
    }

    @Override
    public boolean add(KeptInfrastructure added, byte @Nullable [] tokenHash) {
        return jdbc.update(
                """
                insert into infrastructure (id, project, name, version, content, token_hash, created_at, updated_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (project, name) do nothing""",
                added.id().value(), added.project().value(), added.name(), added.version(),
                Columns.json(added.spec()), tokenHash, Columns.time(added.createdAt()),
                Columns.time(added.updatedAt())) == 1;
    }

    @Override
    public boolean change(KeptInfrastructure next) {
        return jdbc.update(
                """
                update infrastructure set name = ?, version = ?, content = ?::jsonb, updated_at = ?
                where project = ? and id = ? and version = ?""",
                next.name(), next.version(), Columns.json(next.spec()), Columns.time(next.updatedAt()),
                next.project().value(), next.id().value(), next.version() - 1) == 1;
    }

    @Override
    public boolean admitOnly(ProjectId project, InfrastructureId id, byte[] tokenHash) {
        boolean known = jdbc.update(
                "update infrastructure set token_hash = ? where project = ? and id = ? and token_hash is not null",
                tokenHash, project.value(), id.value()) == 1;
        if (known) {
            jdbc.update("delete from infrastructure_agent where infrastructure_id = ?", id.value());
        }
        return known;
    }

    @Override
    public boolean remove(ProjectId project, InfrastructureId id) {
        return jdbc.update("delete from infrastructure where project = ? and id = ?", project.value(),
                id.value()) == 1;
    }

    @Override
    public void welcome(InfrastructureId id, Agent agent, Instant goneSince) {
        jdbc.update("update infrastructure set confirmed_at = coalesce(confirmed_at, ?) where id = ?",
                Columns.time(agent.since()), id.value());
        jdbc.update("delete from infrastructure_agent where infrastructure_id = ? and lease_until < ?", id.value(),
                Columns.time(goneSince));
        jdbc.update(
                """
                insert into infrastructure_agent (infrastructure_id, instance, version, since, lease_until)
                values (?, ?, ?, ?, ?) on conflict (infrastructure_id, instance) do update
                set version = excluded.version, since = excluded.since, lease_until = excluded.lease_until""",
                id.value(), agent.instance(), agent.version(), Columns.time(agent.since()),
                Columns.time(agent.leaseUntil()));
    }

    @Override
    public boolean renew(InfrastructureId id, String instance, Instant leaseUntil) {
        return jdbc.update(
                "update infrastructure_agent set lease_until = ? where infrastructure_id = ? and instance = ?",
                Columns.time(leaseUntil), id.value(), instance) == 1;
    }

    @Override
    public void farewell(InfrastructureId id, String instance) {
        jdbc.update("delete from infrastructure_agent where infrastructure_id = ? and instance = ?", id.value(),
                instance);
    }

    private static KeptInfrastructure kept(ResultSet row, int number) throws SQLException {
        List<Agent> agents = Wire.mapper().readValue(row.getString("agents"), AGENTS);
        return new KeptInfrastructure(new InfrastructureId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project")), row.getInt("version"),
                Wire.mapper().readValue(row.getString("content"), InfrastructureSpec.class),
                Columns.instant(row, "confirmed_at"), Columns.givenInstant(row, "created_at"),
                Columns.givenInstant(row, "updated_at"), agents);
    }
}
