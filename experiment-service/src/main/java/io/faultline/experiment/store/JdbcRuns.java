package io.faultline.experiment.store;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.wire.FactType;
import io.faultline.experiment.history.Change;
import io.faultline.experiment.history.HistoryRules;
import io.faultline.experiment.history.ListedRun;
import io.faultline.experiment.history.RunQuery;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.history.Runs;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs in Postgres: one row each, and one upsert for all that a batch of facts says of a run. */
record JdbcRuns(JdbcTemplate jdbc) implements Runs {
    private static final String UPSERT = """
                                         insert into run (id, project, seen_at, experiment_id, experiment_name, revision, requested_by, requested_at,
                                             schedule_id, phase, phase_rank, started_at, ended_at, verdict, score, request, facts)
                                         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
                                         on conflict (id) do update set
                                             experiment_id = coalesce(run.experiment_id, excluded.experiment_id),
                                             experiment_name = coalesce(run.experiment_name, excluded.experiment_name),
                                             revision = coalesce(run.revision, excluded.revision),
                                             requested_by = coalesce(run.requested_by, excluded.requested_by),
                                             requested_at = coalesce(run.requested_at, excluded.requested_at),
                                             schedule_id = coalesce(run.schedule_id, excluded.schedule_id),
                                             phase = case when excluded.phase_rank >= run.phase_rank then excluded.phase else run.phase end,
                                             phase_rank = greatest(excluded.phase_rank, run.phase_rank),
                                             started_at = coalesce(excluded.started_at, run.started_at),
                                             ended_at = coalesce(excluded.ended_at, run.ended_at),
                                             verdict = coalesce(excluded.verdict, run.verdict),
                                             score = coalesce(excluded.score, run.score),
                                             request = coalesce(run.request, excluded.request),
                                             facts = run.facts || excluded.facts""";
    private static final String SUMMARY = """
                                          select id, project, seen_at, experiment_id, experiment_name, revision, requested_by, requested_at,
                                              schedule_id, phase, started_at, ended_at, verdict, score""";

    @Override
    public void apply(Collection<Change> changes) {
        jdbc.batchUpdate(UPSERT, changes.stream().map(JdbcRuns::row).toList());
    }

    private static Object[] row(Change change) {
        ExperimentRequested requested = change.requested();
        RunCompleted completed = change.completed();
        UUID experiment = requested != null
                ? requested.experimentId().value()
                : completed == null ? null : completed.experimentId().value();
        String name = requested != null
                ? requested.experiment().name()
                : completed == null ? null : completed.experimentName();
        return new Object[]{change.run().value(), change.project().value(), Columns.time(change.seenAt()), experiment,
                name, requested == null ? null : requested.revision(),
                requested == null ? null : requested.requestedBy(),
                requested == null ? null : Columns.time(requested.requestedAt()),
                requested == null || requested.schedule() == null ? null : requested.schedule().value(),
                change.phase().name(), HistoryRules.rank(change.phase()), Columns.time(change.startedAt()),
                Columns.time(change.endedAt()), completed == null ? null : completed.verdict().name(),
                completed == null ? null : completed.scorecard().score().percent(),
                requested == null ? null : Columns.json(requested.experiment()), Columns.json(change.facts())};
    }

    @Override
    public Optional<RunRecord> find(ProjectId project, RunId run) {
        return whole(project, run, "");
    }

    @Override
    public Optional<RunRecord> hold(ProjectId project, RunId run) {
        return whole(project, run, " for update");
    }

    @Override
    public List<RunId> holdOpen(ProjectId project) {
        return jdbc.query(
                """
                select id from run where project = ? and phase_rank < 3 and facts -> ? is null
                order by id for update""",
                (row, _) -> new RunId(row.getObject("id", UUID.class)), project.value(),
                FactType.ABORT_REQUESTED.wireName() + "/");
    }

    private Optional<RunRecord> whole(ProjectId project, RunId run, String lock) {
        return jdbc.query(SUMMARY + ", request, facts from run where project = ? and id = ?" + lock,
                RunRows::record, project.value(), run.value()).stream().findFirst();
    }

    @Override
    public List<ListedRun> list(RunQuery query) {
        StringBuilder sql = new StringBuilder(SUMMARY).append(" from run where project = ?");
        List<Object> values = new ArrayList<>(List.of(query.project().value()));
        if (query.experiment() != null) {
            sql.append(" and experiment_id = ?");
            values.add(query.experiment().value());
        }
        if (query.phase() != null) {
            sql.append(" and phase = ?");
            values.add(query.phase().name());
        }
        if (query.since() != null) {
            sql.append(" and seen_at >= ?");
            values.add(query.since().atOffset(ZoneOffset.UTC));
        }
        if (query.after() != null) {
            sql.append(" and (seen_at, id) < (?, ?)");
            values.add(query.after().at().atOffset(ZoneOffset.UTC));
            values.add(query.after().id());
        }
        values.add(query.limit());
        return jdbc.query(sql.append(" order by seen_at desc, id desc limit ?").toString(), RunRows::listed,
                values.toArray());
    }
}
