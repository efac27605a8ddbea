package io.faultline.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.scheduler.plan.Plan;
import io.faultline.scheduler.run.Run;
import io.faultline.scheduler.run.Runs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Locks each run once a transaction and writes it once before the commit, however many facts the transaction took. */
final class JdbcRuns implements Runs {
    private static final String SELECT = "select id, project_id, planned_at, deadline, plan, progress from run where id = ? ";
    private static final String INSERT = """
                                         insert into run (plan, progress, next_wake, settled_at, id, project_id, planned_at, deadline)
                                         values (?::json, ?::json, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = "update run set progress = ?::json, next_wake = ? where id = ?";
    private static final String SETTLE = "update run set plan = null, progress = null, next_wake = null, settled_at = now() where id = ?";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRuns.class);
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    JdbcRuns(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<Run> lock(RunId id) {
        return pending().find(id).or(() -> find(SELECT + "for update", id.value()));
    }

    @Override
    public Optional<Run> lockIfDue(RunId id, Instant now) {
        return find(SELECT + "and next_wake <= ? for update skip locked", id.value(), utc(now));
    }

    @Override
    public void begin(Run run, Optional<Instant> nextWake) {
        pending().began(new Saved(run, nextWake));
    }

    @Override
    public void save(Run run, Optional<Instant> nextWake) {
        pending().changed(new Saved(run, nextWake));
    }

    @Override
    public List<RunId> due(Instant now, int most) {
        return jdbc.query("select id from run where next_wake <= ? order by next_wake limit ?",
                (row, _) -> new RunId(row.getObject(1, UUID.class)), utc(now), most);
    }

    @Override
    public Optional<Instant> nextWake(Instant after) {
        return jdbc.query("select next_wake from run where next_wake > ? order by next_wake limit 1",
                (row, _) -> instant(row, "next_wake"), utc(after)).stream().findFirst();
    }

    @Override
    public void forgetSettled(Instant before) {
        while (jdbc.update("delete from run where id in (select id from run where settled_at < ? limit ?)",
                utc(before), FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE) {
            LOG.debug("Forgot {} runs settled before {}", FORGOTTEN_AT_ONCE, before);
        }
    }

    @Override
    public List<RunId> going() {
        return jdbc.query("select id from run where next_wake is not null",
                (row, _) -> new RunId(row.getObject(1, UUID.class)));
    }

    @Override
    public long active() {
        Long count = jdbc.queryForObject("select count(*) from run where next_wake is not null", Long.class);
        return count == null ? 0 : count;
    }

    private Optional<Run> find(String query, Object... arguments) {
        return jdbc.query(query, (row, _) -> run(row), arguments).stream().findFirst();
    }

    private Run run(ResultSet row) throws SQLException {
        RunId id = new RunId(row.getObject("id", UUID.class));
        ProjectId project = new ProjectId(row.getString("project_id"));
        Instant plannedAt = instant(row, "planned_at");
        String plan = row.getString("plan");
        if (plan == null) {
            return Run.settled(id, project, plannedAt);
        }
        return new Run(id, project, json.readValue(plan, Plan.class), plannedAt, instant(row, "deadline"),
                json.readValue(row.getString("progress"), Run.Progress.class));
    }

    private Pending pending() {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        return pending;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utc(Optional<Instant> instant) {
        return instant.map(JdbcRuns::utc).orElse(null);
    }

    private record Saved(Run run, Optional<Instant> nextWake) {}

    /** What one transaction has done to runs so far. */
    private final class Pending implements TransactionSynchronization {
        private final Map<RunId, Saved> begun = new LinkedHashMap<>();
        private final Map<RunId, Saved> changed = new LinkedHashMap<>();

        Optional<Run> find(RunId id) {
            return Optional.ofNullable(begun.getOrDefault(id, changed.get(id))).map(Saved::run);
        }

        void began(Saved saved) {
            begun.put(saved.run().id(), saved);
        }

        void changed(Saved saved) {
            (begun.containsKey(saved.run().id()) ? begun : changed).put(saved.run().id(), saved);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.batchUpdate(INSERT, begun.values().stream().map(this::insert).toList());
            jdbc.batchUpdate(UPDATE, changed.values().stream().filter(saved -> !saved.run().isSettled())
                    .map(this::update).toList());
            jdbc.batchUpdate(SETTLE, changed.values().stream().filter(saved -> saved.run().isSettled())
                    .map(saved -> new Object[]{saved.run().id().value()}).toList());
        }

        private Object[] insert(Saved saved) {
            Run run = saved.run();
            boolean over = run.isSettled();
            return new Object[]{over ? null : json.writeValueAsString(run.plan()),
                    over ? null : json.writeValueAsString(run.progress()), utc(saved.nextWake()),
                    over ? utc(run.plannedAt()) : null, run.id().value(), run.project().value(),
                    utc(run.plannedAt()), utc(run.deadline())};
        }

        private Object[] update(Saved saved) {
            Run run = saved.run();
            return new Object[]{json.writeValueAsString(run.progress()), utc(saved.nextWake()), run.id().value()};
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(JdbcRuns.this);
        }
    }
}
