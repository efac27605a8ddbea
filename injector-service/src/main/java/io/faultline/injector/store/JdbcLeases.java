package io.faultline.injector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The journal in Postgres. How long a lease still holds is told by the database's clock, the same for all. */
final class JdbcLeases implements Leases {
    private static final String TERM = "now() + interval '3 seconds'";

    private final JdbcClient jdbc;
    private final Json json = new Json();

    JdbcLeases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Lease> add(Lease lease) {
        String sql = """
                     insert into lease (run_id, step_id, project_id, fault, blast_radius, state, due_at, deadline, owner,
                         fence, lease_until)
                     values (:run, :step, :project, :fault::jsonb, :radius::jsonb, :state, :dueAt, :deadline, :owner,
                         :fence, %s)
                     on conflict (run_id, step_id) do nothing
                     returning *
                     """
                .formatted(TERM);
        return jdbc.sql(sql).param("run", lease.run().value()).param("step", lease.step().value())
                .param("project", lease.project().value()).param("fault", json.write(lease.fault()))
                .param("radius", json.write(lease.blastRadius())).param("state", lease.state().name())
                .param("dueAt", sqlTime(lease.dueAt())).param("deadline", sqlTime(lease.deadline()))
                .param("owner", lease.owner()).param("fence", lease.fence()).query(this::lease).optional();
    }

    @Override
    public boolean arm(Lease lease) {
        return jdbc.sql("""
                        update lease set state = 'ARMED', targets = :targets::jsonb, undos = :undos::jsonb
                        where id = :id and fence = :fence and state = 'INTENT'
                        """).param("targets", json.write(lease.targets()))
                .param("undos", json.writeUndos(lease.undos()))
                .param("id", lease.id()).param("fence", lease.fence()).update() == 1;
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

    @Override
    public boolean end(Lease lease, Ending ending, Instant at) {
        String trouble = switch (ending) {
            case Ending.Reverted _ -> null;
            case Ending.NotInjected(var _, String reason) -> reason;
            case Ending.Stuck(String reason, String _) -> reason;
        };
        return jdbc.sql("""
                        update lease set state = :state, ended_at = :at, trouble = :trouble, injected_at = :injectedAt,
                            until = :until
                        where id = :id and fence = :fence and state in ('INTENT', 'ARMED', 'ACTIVE')
                        """).param("state", ending.state().name()).param("at", sqlTime(at)).param("trouble", trouble)
                .param("injectedAt", sqlTime(lease.injectedAt())).param("until", sqlTime(lease.until()))
                .param("id", lease.id()).param("fence", lease.fence()).update() == 1;
    }

    @Override
    public void requestStop(RunId run) {
        jdbc.sql("""
                 update lease set stop_requested = true
                 where run_id = :run and state in ('INTENT', 'ARMED', 'ACTIVE')
                 """).param("run", run.value()).update();
    }

    /** A row somebody is busy with is renewed the next time: waiting for it while holding others ends in deadlocks. */
    @Override
    public Renewed renew(String owner, Collection<Long> ids) {
        Set<Long> held = new HashSet<>();
        Set<Long> stopRequested = new HashSet<>();
        jdbc.sql("""
                 with held as (select id, stop_requested from lease
                         where id in (:ids) and owner = :owner and state in ('INTENT', 'ARMED', 'ACTIVE')),
                     free as (select id from lease
                         where id in (:ids) and owner = :owner and state in ('INTENT', 'ARMED', 'ACTIVE')
                         for update skip locked),
                     renewed as (update lease set lease_until = %s where id in (select id from free))
                 select id, stop_requested from held
                 """.formatted(TERM)).param("ids", ids).param("owner", owner)
                .query((row, _) -> {
                    held.add(row.getLong("id"));
                    return row.getBoolean("stop_requested") && stopRequested.add(row.getLong("id"));
                }).list();
        return new Renewed(held, stopRequested);
    }

    @Override
    public List<Lease> takeOver(String owner, int atMost) {
        return jdbc.sql("""
                        update lease set owner = :owner, fence = fence + 1, lease_until = %s
                        where id in (select id from lease
                            where state in ('INTENT', 'ARMED', 'ACTIVE') and lease_until < now()
                            order by lease_until limit :atMost for update skip locked)
                        returning *
                        """.formatted(TERM)).param("owner", owner).param("atMost", atMost).query(this::lease).list();
    }

    @Override
    public List<Lease> list(Set<LeaseState> states, long below, int limit) {
        return jdbc.sql("""
                        select * from lease where state in (:states) and id < :below order by id desc limit :limit
                        """).param("states", states.stream().map(LeaseState::name).toList()).param("below", below)
                .param("limit", limit).query(this::lease).list();
    }

    private Lease lease(ResultSet row, int number) throws SQLException {
        return new Lease(row.getLong("id"), new RunId(row.getObject("run_id", UUID.class)),
                new StepId(row.getString("step_id")), new ProjectId(row.getString("project_id")),
                json.fault(row.getString("fault")), json.blastRadius(row.getString("blast_radius")),
                LeaseState.valueOf(row.getString("state")), time(row, "due_at"), time(row, "deadline"),
                json.targets(row.getString("targets")), json.undos(row.getString("undos")),
                timeOrNull(row, "injected_at"), timeOrNull(row, "until"), row.getString("owner"), row.getLong("fence"),
                row.getString("trouble"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime sqlTime(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
