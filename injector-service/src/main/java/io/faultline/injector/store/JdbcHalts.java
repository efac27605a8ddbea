package io.faultline.injector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.lease.Halt;
import io.faultline.injector.lease.Halts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Halts and stopped runs in Postgres. Whoever arms a lease holds the gate shared: no halt slips in between. */
record JdbcHalts(JdbcClient jdbc, TransactionOperations transactions) implements Halts {
    /** Key of the advisory lock. */
    static final long GATE = 0x6661756c746c696eL;

    @Override
    public Halt halt(String reason, String requestedBy) {
        return transactions.execute(_ -> {
            gate();
            jdbc.sql("insert into halt (reason, requested_by) values (?, ?) on conflict do nothing")
                    .params(reason, requestedBy).update();
            jdbc.sql(JdbcLeases.stop("true")).param("why", RevertReason.HALTED.name()).update();
            return active().orElseThrow();
        });
    }

    @Override
    public Optional<Halt> active() {
        return jdbc.sql("select reason, requested_by, halted_at from halt where released_at is null")
                .query(JdbcHalts::halt).optional();
    }

    @Override
    public boolean release() {
        return jdbc.sql("update halt set released_at = now() where released_at is null").update() == 1;
    }

    @Override
    public void stop(RunId run, String reason) {
        transactions.executeWithoutResult(_ -> {
            gate();
            jdbc.sql("insert into stopped_run (run_id, reason) values (?, ?) on conflict do nothing")
                    .params(run.value(), reason).update();
            jdbc.sql(JdbcLeases.stop("run_id = :run")).param("why", RevertReason.STOPPED.name())
                    .param("run", run.value()).update();
        });
    }

    private void gate() {
        jdbc.sql("select pg_advisory_xact_lock(%d)".formatted(GATE)).query((_, _) -> true).list();
    }

    private static Halt halt(ResultSet row, int number) throws SQLException {
        return new Halt(row.getString("reason"), row.getString("requested_by"),
                Objects.requireNonNull(LeaseRows.time(row, "halted_at")));
    }
}
