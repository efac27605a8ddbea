package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.catalogue.ExperimentQuery;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.catalogue.KeptExperiment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Experiments in Postgres: a row each, and one for every revision's content. */
record JdbcExperiments(JdbcTemplate jdbc) implements Experiments {
    private static final String SELECT = """
                                         select e.id, e.project, r.revision, r.content, e.created_at, r.created_at as updated_at
                                         from experiment e join experiment_revision r on r.experiment_id = e.id
                                         where e.project = ? and e.deleted_at is null""";

    @Override
    public Optional<KeptExperiment> find(ProjectId project, ExperimentId id) {
        return one(" and r.revision = e.revision and e.id = ?", project.value(), id.value());
    }

    @Override
    public Optional<KeptExperiment> revision(ProjectId project, ExperimentId id, int revision) {
        return one(" and e.id = ? and r.revision = ?", project.value(), id.value(), revision);
    }

    @Override
    public Optional<KeptExperiment> named(ProjectId project, String name) {
        return one(" and r.revision = e.revision and e.name = ?", project.value(), name);
    }

    private Optional<KeptExperiment> one(String where, Object... values) {
        return jdbc.query(SELECT + where, JdbcExperiments::kept, values).stream().findFirst();
    }

    @Override
    public List<KeptExperiment> list(ExperimentQuery query) {
        StringBuilder sql = new StringBuilder(SELECT).append(" and r.revision = e.revision");
        List<Object> values = new ArrayList<>(List.of(query.project().value()));
        if (query.namePrefix() != null) {
            sql.append(" and starts_with(e.name, ?)");
            values.add(query.namePrefix());
        }
        if (query.tag() != null) {
            sql.append(" and ? = any(e.tags)");
            values.add(query.tag());
        }
        if (query.after() != null) {
            sql.append(" and (e.created_at, e.id) < (?, ?)");
            values.add(query.after().at().atOffset(ZoneOffset.UTC));
            values.add(query.after().id());
        }
        values.add(query.limit());
        return jdbc.query(sql.append(" order by e.created_at desc, e.id desc limit ?").toString(),
                JdbcExperiments::kept, values.toArray());
    }

    @Override
    public boolean add(KeptExperiment added) {
        int rows = jdbc.update(
                """
                with added as (
                    insert into experiment (id, project, name, tags, revision, created_at, updated_at)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (project, name) where deleted_at is null do nothing returning id)
                insert into experiment_revision (experiment_id, revision, content, created_at)
                select id, ?, ?::jsonb, ? from added""",
                added.id().value(), added.project().value(), added.name(), tags(added), added.revision(),
                Columns.time(added.createdAt()), Columns.time(added.updatedAt()), added.revision(),
                Columns.json(added.experiment()), Columns.time(added.updatedAt()));
        return rows == 1;
    }

    @Override
    public boolean revise(KeptExperiment next) {
        int rows = jdbc.update(
                """
                with revised as (
                    update experiment set revision = ?, name = ?, tags = ?, updated_at = ?
                    where id = ? and revision = ? and deleted_at is null returning id)
                insert into experiment_revision (experiment_id, revision, content, created_at)
                select id, ?, ?::jsonb, ? from revised""",
                next.revision(), next.name(), tags(next), Columns.time(next.updatedAt()), next.id().value(),
                next.revision() - 1, next.revision(), Columns.json(next.experiment()),
                Columns.time(next.updatedAt()));
        return rows == 1;
    }

    @Override
    public boolean forget(KeptExperiment kept, Instant now) {
        return jdbc.update("update experiment set deleted_at = ? where id = ? and revision = ? and deleted_at is null",
                Columns.time(now), kept.id().value(), kept.revision()) == 1;
    }

    private static String[] tags(KeptExperiment kept) {
        return kept.experiment().metadata().tags().toArray(String[]::new);
    }

    static KeptExperiment kept(ResultSet row, int number) throws SQLException {
        return new KeptExperiment(new ExperimentId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project")), row.getInt("revision"),
                Wire.mapper().readValue(row.getString("content"), Experiment.class),
                Columns.givenInstant(row, "created_at"), Columns.givenInstant(row, "updated_at"));
    }
}
