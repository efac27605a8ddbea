package io.faultline.injector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.lease.Arming;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Objection;
import io.faultline.injector.lease.Tries;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The journal in Postgres. How long a lease still holds is told by the database's clock, the same for all. */
final class JdbcLeases implements Leases {
    static final String TERM = "now() + interval '3 seconds'";
    static final String OPEN = "('INTENT', 'ARMED', 'ACTIVE')";

    /** What is asked of a target that others may hit. */
    private static final String CONFLICT = """
                                           select t.name, t.run_id, coalesce(l.until, l.deadline) as until, l.state
                                           from target_lock t join lease l on l.id = t.lease_id
                                               join jsonb_to_recordset(:targets::jsonb) as asked(kind text, name text)
                                               on asked.kind = t.kind and asked.name = t.name
                                           where t.host = :host and t.run_id is distinct from :run::uuid
                                           limit 1""";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JdbcClient reserve;
    private final Json json;
    private final LeaseRows rows;

    JdbcLeases(JdbcClient jdbc, TransactionOperations transactions, JdbcClient reserve, Json json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.reserve = reserve;
        this.json = json;
        this.rows = new LeaseRows(json);
    }

    @Override
    public Optional<Lease> add(Lease lease) {
        String sql = """
                     insert into lease (run_id, step_id, project_id, fault, blast_radius, infrastructure, helper_pods, state, due_at, deadline,
                         host, owner, fence, lease_until, stop)
                     values (:run, :step, :project, :fault::jsonb, :radius::jsonb, :infrastructure::jsonb, :pods::jsonb, :state, :dueAt, :deadline,
                         :host, :owner, :fence, %s,
                         case when exists (select from halt where released_at is null) then 'HALTED'
                             when exists (select from stopped_run where run_id = :run) then 'STOPPED' end)
                     on conflict (run_id, step_id) do nothing
                     returning %s
                     """
                .formatted(TERM.replace("now()", "clock_timestamp()"), LeaseRows.COLUMNS);
        return jdbc.sql(sql).param("run", lease.run().value()).param("step", lease.step().value())
                .param("project", lease.project().value()).param("fault", json.write(lease.fault()))
                .param("radius", json.write(lease.blastRadius()))
                .param("infrastructure", lease.infrastructure() == null ? null : json.write(lease.infrastructure()))
                .param("pods", lease.helperPods() == null ? null : json.write(lease.helperPods()))
                .param("state", lease.state().name())
                .param("dueAt", sqlTime(lease.dueAt())).param("deadline", sqlTime(lease.deadline()))
                .param("host", lease.custody().host()).param("owner", lease.custody().owner())
                .param("fence", lease.fence()).query(rows::lease).optional();
    }

    @Override
    public Arming arm(Lease lease) {
        return transactions.execute(_ -> {
            gate(lease, lease.locked());
            remember(lease);
            return jdbc.sql("""
                            with taken as (%s), halted as (select reason, requested_by from halt
                                    where released_at is null),
                                stopped as (select from stopped_run where run_id = :run),
                                armed as (update lease set state = 'ARMED', targets = :all::jsonb,
                                        undos = :undos::jsonb, host_bound = :bound,
                                        anywhere = :anywhere
                                    where id = :id and fence = :fence and state = 'INTENT' and stop is null
                                        and not exists (select from halted) and not exists (select from stopped)
                                        and (:shared or not exists (select from taken))
                                    returning id),
                                locked as (insert into target_lock (host, kind, name, lease_id, run_id)
                                    select :host, kind, name, :id, :run
                                    from jsonb_to_recordset(:targets::jsonb) as asked(kind text, name text)
                                    where exists (select from armed))
                            select (select count(*) from armed) as armed, found.stop,
                                exists (select from halted) as halted, exists (select from stopped) as stopped,
                                taken.*
                            from (select stop from lease where id = :id) found left join taken on not :shared
                            """.formatted(CONFLICT)).params(asked(lease, lease.locked()))
                    .param("all", json.write(lease.targets())).param("undos", json.writeUndos(lease.undos()))
                    .param("bound", lease.outlivesOwner()).param("anywhere", lease.mendsAnywhere())
                    .param("shared", lease.blastRadius().sharedTargets())
                    .param("id", lease.id()).param("fence", lease.fence()).query(JdbcLeases::arming).single();
        });
    }

    /** The sweep looks at clusters that something was ever done to. */
    private void remember(Lease lease) {
        if (lease.undos().stream().anyMatch(ClusterUndo.class::isInstance)) {
            Infrastructure where = lease.infrastructure();
            jdbc.sql("""
                     insert into reached_cluster (name, infrastructure) values (:name, :where::jsonb)
                     on conflict (name) do update set infrastructure = excluded.infrastructure
                         where reached_cluster.infrastructure is distinct from excluded.infrastructure
                     """).param("name", lease.place()).param("where", where == null ? null : json.write(where))
                    .update();
        }
    }

    private static Arming arming(ResultSet row, int number) throws SQLException {
        if (row.getInt("armed") == 1) {
            return new Arming.Done();
        }
        String stop = String.valueOf(row.getString("stop"));
        if (row.getBoolean("halted") || stop.equals(RevertReason.HALTED.name())) {
            return new Arming.Refused(new Objection(Refusal.HALTED, "everything was halted before it began"));
        }
        if (row.getBoolean("stopped") || stop.equals(RevertReason.STOPPED.name())) {
            return new Arming.Refused(new Objection(Refusal.RUN_STOPPED, "its run was stopped before it began"));
        }
        return row.getString("name") == null ? new Arming.Lost() : new Arming.Refused(taken(row, number));
    }

    private static Objection taken(ResultSet row, int number) throws SQLException {
        boolean stuck = row.getString("state").equals(LeaseState.REVERT_FAILED.name());
        return new Objection(Refusal.TARGET_LOCKED,
                "%s is hit by run %s %s; wait for it, or set blastRadius.sharedTargets"
                        .formatted(row.getString("name"), row.getString("run_id"),
                                stuck ? "and could not be mended yet" : "until " + LeaseRows.time(row, "until")));
    }

    /**
     * Keeps halts, stops and others who want these targets out until the transaction is over. A statement of its own:
     * the next one sees what those committed whom this one waited for.
     */
    private void gate(Lease lease, List<HitTarget> targets) {
        jdbc.sql("""
                 select pg_advisory_xact_lock_shared(%d), count(pg_advisory_xact_lock(key)) from (
                     select distinct hashtextextended(:host || kind || name, 0) as key
                     from jsonb_to_recordset(:targets::jsonb) as asked(kind text, name text) order by key) keys
                 """.formatted(JdbcHalts.GATE)).params(asked(lease, targets)).query((_, _) -> true).list();
    }

    private Map<String, Object> asked(Lease lease, List<HitTarget> targets) {
        return Map.of("host", lease.place(), "run", lease.run().value(), "targets", json.write(targets));
    }

    @Override
    public Optional<Objection> lock(Lease lease, List<HitTarget> more) {
        return transactions.execute(_ -> {
            gate(lease, more);
            Optional<Objection> taken = lease.blastRadius().sharedTargets()
                    ? Optional.empty()
                    : conflict(lease.place(), lease.run(), more);
            if (taken.isEmpty()) {
                jdbc.sql("""
                         insert into target_lock (host, kind, name, lease_id, run_id)
                         select :host, kind, name, :id, :run
                         from jsonb_to_recordset(:targets::jsonb) as asked(kind text, name text)
                         on conflict do nothing
                         """).params(asked(lease, more)).param("id", lease.id()).update();
            }
            return taken;
        });
    }

    @Override
    public Optional<Objection> conflict(String place, @Nullable RunId run, List<HitTarget> targets) {
        return jdbc.sql(CONFLICT).param("host", place).param("run", run == null ? null : run.value())
                .param("targets", json.write(targets)).query(JdbcLeases::taken).optional();
    }

    @Override
    public boolean activate(Lease lease) {
        return jdbc.sql("""
                        update lease set state = 'ACTIVE', injected_at = :at, until = :until, targets = :targets::jsonb,
                            undos = :undos::jsonb
                        where id = :id and fence = :fence and state in ('INTENT', 'ARMED')
                        """).param("at", sqlTime(lease.injectedAt())).param("until", sqlTime(lease.until()))
                .param("targets", json.write(lease.targets())).param("undos", json.writeUndos(lease.undos()))
                .param("id", lease.id()).param("fence", lease.fence()).update() == 1;
    }

    /** What is written of an ending, by the names of its columns. */
    private record EndedRow(long id, long fence, String state, Instant ended_at, @Nullable String trouble,
            @Nullable Instant injected_at, @Nullable Instant until, int tries, @Nullable Instant next_try,
            @Nullable Instant give_up_at) {
        static EndedRow of(Ended ended) {
            Ending ending = ended.ending();
            Tries tries = ending instanceof Ending.Stuck stuck ? stuck.tries() : new Tries(0, null, Instant.MIN);
            String trouble = switch (ending) {
                case Ending.Reverted _ -> null;
                case Ending.NotInjected(Refusal _, String reason) -> reason;
                case Ending.Stuck(String reason, String _, Tries _) -> reason;
            };
            Lease lease = ended.lease();
            return new EndedRow(lease.id(), lease.fence(), ending.state().name(), ended.at(), trouble,
                    lease.injectedAt(), lease.until(), tries.made(), tries.next(),
                    ending instanceof Ending.Stuck ? tries.giveUpAt() : null);
        }
    }

    @Override
    public Set<Long> end(List<Ended> all) {
        return new HashSet<>(jdbc.sql("""
                                      with row as (select * from jsonb_to_recordset(:rows::jsonb) as row(id bigint,
                                              fence bigint, state text, ended_at timestamptz, trouble text,
                                              injected_at timestamptz, until timestamptz, tries int,
                                              next_try timestamptz, give_up_at timestamptz)),
                                          mine as (select lease.id from lease join row using (id) order by lease.id
                                              for update of lease),
                                          ended as (update lease set state = row.state, ended_at = row.ended_at,
                                                  trouble = row.trouble, injected_at = row.injected_at,
                                                  until = row.until, tries = row.tries, next_try = row.next_try,
                                                  give_up_at = row.give_up_at
                                              from row join mine using (id)
                                              where lease.id = row.id and lease.fence = row.fence
                                                  and lease.state in %s
                                              returning lease.id, lease.state),
                                          freed as (delete from target_lock where lease_id in
                                              (select id from ended where state <> 'REVERT_FAILED'))
                                      select id from ended
                                      """.formatted(OPEN)).param("rows", json.write(all.stream().map(EndedRow::of)
                .toList())).query(Long.class).list());
    }

    /** Rows are locked in the order of their ids, here as where leases end: else they would wait for each other. */
    static String stop(String which) {
        return """
               update lease set stop = :why where id in (select id from lease
                   where stop is null and state in %s and %s order by id for update)
               """.formatted(OPEN, which);
    }

    @Override
    public void requestStop(RunId run, RevertReason why) {
        jdbc.sql(stop("run_id = :run")).param("why", why.name()).param("run", run.value()).update();
    }

    /** A row somebody is busy with is renewed the next time: waiting for it while holding others ends in deadlocks. */
    @Override
    public Renewed renew(String owner, Collection<Long> ids) {
        Set<Long> held = new HashSet<>();
        Map<Long, RevertReason> stopped = new HashMap<>();
        reserve.sql("""
                    with held as (select id, stop from lease where id in (:ids) and owner = :owner and state in %2$s),
                        free as (select id from lease where id in (:ids) and owner = :owner and state in %2$s
                            for update skip locked),
                        renewed as (update lease set lease_until = %1$s where id in (select id from free))
                    select id, stop from held
                    """.formatted(TERM, OPEN)).param("ids", ids).param("owner", owner).query(row -> {
            held.add(row.getLong("id"));
            String stop = row.getString("stop");
            if (stop != null) {
                stopped.put(row.getLong("id"), RevertReason.valueOf(stop));
            }
        });
        return new Renewed(held, stopped);
    }

    @Override
    public void handOver(String owner) {
        jdbc.sql("update lease set handed_over = now(), lease_until = now() where owner = :owner and state in " + OPEN)
                .param("owner", owner).update();
    }

    @Override
    public List<Lease> list(Set<LeaseState> states, long below, int limit) {
        return rows.allReadable(
                jdbc.sql("""
                         select %s from lease where state in (:states) and id < :below order by id desc limit :limit
                         """.formatted(LeaseRows.COLUMNS))
                        .param("states", states.stream().map(LeaseState::name).toList()).param("below", below)
                        .param("limit", limit));
    }

    @Override
    public List<Lease> inForce(@Nullable RunId run) {
        UUID only = run == null ? null : run.value();
        return rows.allReadable(reserve.sql("""
                                            select %s from lease where state in ('ARMED', 'ACTIVE')
                                                and (cast(:run as uuid) is null or run_id = :run)
                                            """.formatted(LeaseRows.COLUMNS)).param("run", only));
    }

    @Override
    public Optional<Lease> find(long id) {
        return jdbc.sql("select %s from lease where id = :id".formatted(LeaseRows.COLUMNS)).param("id", id)
                .query(rows::lease).optional();
    }

    static @Nullable OffsetDateTime sqlTime(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
