package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.workflow.ExperimentSearch;
import io.faultline.experiment.workflow.FoundExperiments;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.InfrastructureUse;
import io.faultline.experiment.workflow.RunCounts;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Usage;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Workflows in Postgres, beside the revisions they belong to. */
record JdbcWorkflows(JdbcTemplate jdbc) implements Workflows {
    private static final String SELECT = """
                                         select r.experiment_id, r.revision, w.client_id, r.manifest, r.kind, r.cron,
                                             r.infrastructure, r.custom, r.weights, r.probes
                                         from workflow_revision r join workflow w using (experiment_id)""";

    private static final String MEASURED = """
                                            from run where project = ? and not hidden
                                           and experiment_id in (select experiment_id from workflow_revision where probes @> ?::jsonb)
                                           and jsonb_path_exists(request, ?::jsonpath, ?::jsonb)""";
    private static final int MOST_MEASURED = 200;
    /** Runs are counted by revision first, so that where it was aimed at is looked up once for each. */
    private static final String USES = """
                                       select coalesce(w.infrastructure, '') as infrastructure, sum(u.experiments) as experiments,
                                           sum(u.runs) as runs, max(u.latest) as latest
                                       from (select id as experiment_id, revision, 1 as experiments, 0 as runs, null::timestamptz as latest
                                               from experiment where project = ? and deleted_at is null
                                           union all
                                           select experiment_id, coalesce(revision, 1), 0, count(*),
                                               max(coalesce(ended_at, started_at, requested_at, seen_at))
                                           from run where project = ? and not hidden group by 1, 2) u
                                       left join lateral (select x.infrastructure from workflow_revision x
                                           where x.experiment_id = u.experiment_id and x.revision <= u.revision
                                           order by x.revision desc limit 1) w on true
                                       group by 1""";

    @Override
    public Optional<ExperimentId> meant(ProjectId project, String clientId) {
        return jdbc.query(
                """
                select e.id from experiment e left join workflow w on w.experiment_id = e.id
                where e.project = ? and e.deleted_at is null and (w.client_id = ? or e.id::text = ?)
                order by (w.client_id = ?) desc nulls last, e.created_at desc limit 1""",
                (row, _) -> new ExperimentId(row.getObject("id", UUID.class)), project.value(), clientId, clientId,
                clientId).stream().findFirst();
    }

    @Override
    public Optional<Workflow> find(ExperimentId experiment, int revision) {
        return jdbc.query(SELECT + " where r.experiment_id = ? and r.revision <= ? order by r.revision desc limit 1",
                JdbcWorkflows::workflow, experiment.value(), revision).stream().findFirst();
    }

    @Override
    public Map<ExperimentId, Workflow> latest(Collection<ExperimentId> experiments) {
        UUID[] ids = experiments.stream().map(ExperimentId::value).toArray(UUID[]::new);
        return jdbc.query(
                SELECT + """
                          join experiment e on e.id = r.experiment_id
                         where r.experiment_id = any (?) and r.revision = (select max(x.revision) from workflow_revision x
                             where x.experiment_id = r.experiment_id and x.revision <= e.revision)""",
                JdbcWorkflows::workflow, (Object) ids).stream()
                .collect(Collectors.toMap(Workflow::experiment, Function.identity()));
    }

    @Override
    public void keep(ProjectId project, Workflow kept) {
        jdbc.update("""
                    insert into workflow (experiment_id, project, client_id) values (?, ?, ?)
                    on conflict (experiment_id) do nothing""", kept.experiment().value(), project.value(),
                kept.clientId());
        jdbc.update(
                """
                insert into workflow_revision (experiment_id, revision, manifest, kind, cron, infrastructure, custom,
                    weights, probes)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
                on conflict (experiment_id, revision) do update set manifest = excluded.manifest, kind = excluded.kind,
                    cron = excluded.cron, infrastructure = excluded.infrastructure, custom = excluded.custom,
                    weights = excluded.weights, probes = excluded.probes""",
                kept.experiment().value(), kept.revision(), kept.manifest(), kept.kind(), kept.cron(),
                kept.infrastructure(), kept.custom(), Columns.json(kept.weights()), Columns.json(kept.probes()));
    }

    @Override
    public Optional<ScheduleId> schedule(ExperimentId experiment) {
        return Optional.ofNullable(schedules(List.of(experiment)).get(experiment));
    }

    @Override
    public Map<ExperimentId, ScheduleId> schedules(Collection<ExperimentId> experiments) {
        if (experiments.isEmpty()) {
            return Map.of();
        }
        UUID[] ids = experiments.stream().map(ExperimentId::value).toArray(UUID[]::new);
        return jdbc.query(
                "select experiment_id, schedule_id from workflow where experiment_id = any (?) and schedule_id is not null",
                (row, _) -> Map.entry(new ExperimentId(row.getObject("experiment_id", UUID.class)),
                        new ScheduleId(row.getObject("schedule_id", UUID.class))),
                (Object) ids).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void time(ExperimentId experiment, @Nullable ScheduleId schedule) {
        jdbc.update("update workflow set schedule_id = ? where experiment_id = ?",
                schedule == null ? null : schedule.value(), experiment.value());
    }

    @Override
    public FoundRuns runs(RunSearch search) {
        return RunSearchSql.found(jdbc, search);
    }

    @Override
    public FoundExperiments experiments(ExperimentSearch search) {
        return ExperimentSearchSql.found(jdbc, search);
    }

    @Override
    public RunCounts counts(ProjectId project) {
        Map<RunPhase, Integer> runs = new EnumMap<>(RunPhase.class);
        jdbc.query("select phase, count(*) as many from run where project = ? and not hidden group by phase",
                row -> {
                    runs.put(RunPhase.valueOf(row.getString("phase")), row.getInt("many"));
                }, project.value());
        Map<Integer, Integer> averages = new TreeMap<>();
        jdbc.query(
                """
                select case when score < 40 then 0 when score < 80 then 40 else 80 end as bucket, count(*) as many
                from (select avg(r.score) as score from run r join experiment e on e.id = r.experiment_id
                    where r.project = ? and not r.hidden and e.deleted_at is null and r.score is not null
                    group by r.experiment_id) averages group by 1""",
                row -> {
                    averages.put(row.getInt("bucket"), row.getInt("many"));
                }, project.value());
        Integer experiments = jdbc.queryForObject(
                "select count(*) from experiment where project = ? and deleted_at is null", Integer.class,
                project.value());
        return new RunCounts(runs, experiments == null ? 0 : experiments, averages);
    }

    @Override
    public Map<String, InfrastructureUse> uses(ProjectId project) {
        return jdbc.query(USES, (row, _) -> Map.entry(row.getString("infrastructure"),
                new InfrastructureUse(row.getInt("experiments"), row.getInt("runs"),
                        Columns.instant(row, "latest"))),
                project.value(), project.value()).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Usage usage(ProjectId project, Instant from, Instant until) {
        OffsetDateTime since = Columns.time(from);
        OffsetDateTime before = Columns.time(until);
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select (select count(*) from experiment where project = ? and deleted_at is null
                        and created_at between ? and ?) as experiments,
                    count(*) as runs, coalesce(sum(jsonb_array_length(
                        jsonb_path_query_array(r.request, '$.spec.stages[*].faults[*]'))), 0) as faults
                from run r where r.project = ? and not r.hidden and %s between ? and ?"""
                        .formatted(RunSearchSql.UPDATED),
                (row, _) -> new Usage(row.getInt("experiments"), row.getInt("runs"), row.getInt("faults")),
                project.value(), since, before, project.value(), since, before));
    }

    @Override
    public boolean hide(ProjectId project, RunId run) {
        return jdbc.update("update run set hidden = true where project = ? and id = ? and not hidden",
                project.value(), run.value()) == 1;
    }

    @Override
    public List<RunRecord> measured(ProjectId project, String probe, int mostOfEach) {
        return jdbc.query("select * from (select id, project, seen_at, experiment_id, experiment_name, revision,"
                + " requested_by, requested_at, schedule_id, phase, started_at, ended_at, verdict, score, request, facts,"
                + " row_number() over (partition by experiment_id order by seen_at desc, id desc) as place"
                + MEASURED + ") runs where place <= ? order by seen_at desc, id desc limit " + MOST_MEASURED,
                RunRows::record, asked(project, probe, mostOfEach));
    }

    @Override
    public int measurings(ProjectId project, String probe) {
        Integer many = jdbc.queryForObject("select count(*)" + MEASURED, Integer.class, asked(project, probe));
        return many == null ? 0 : many;
    }

    private static Object[] asked(ProjectId project, String probe, Object... more) {
        return Stream.concat(Stream.of(project.value(), Columns.json(List.of(probe)),
                "$.spec.stages[*].faults[*].probes[*] ? (@.name == $name)", Columns.json(Map.of("name", probe))),
                Stream.of(more)).toArray();
    }

    @Override
    public int references(ProjectId project, String probe) {
        Integer many = jdbc.queryForObject(
                """
                select count(*) from workflow_revision r join experiment e on e.id = r.experiment_id
                where e.project = ? and e.deleted_at is null and r.revision = e.revision and r.probes @> ?::jsonb""",
                Integer.class, project.value(), Columns.json(List.of(probe)));
        return many == null ? 0 : many;
    }

    private static Workflow workflow(ResultSet row, int number) throws SQLException {
        return new Workflow(new ExperimentId(row.getObject("experiment_id", UUID.class)), row.getInt("revision"),
                row.getString("client_id"), row.getString("manifest"), row.getString("kind"), row.getString("cron"),
                row.getString("infrastructure"), row.getBoolean("custom"),
                Wire.mapper().readValue(row.getString("weights"), new TypeReference<Map<String, Integer>>() {}),
                Wire.mapper().readValue(row.getString("probes"), new TypeReference<List<String>>() {}));
    }
}
