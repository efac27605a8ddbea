package io.faultline.injector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.lease.Custody;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Tries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of the journal as a lease. */
record LeaseRows(Json json) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRows.class);
    /** What a query selects, of a table lease and what was known before of how it changed hands. */
    static final String COLUMNS = "lease.*, extract(epoch from now() - lease.handed_over) as handed_over_for";

    Lease lease(ResultSet row, int number) throws SQLException {
        String stop = row.getString("stop");
        return new Lease(row.getLong("id"), new RunId(row.getObject("run_id", UUID.class)),
                new StepId(row.getString("step_id")), new ProjectId(row.getString("project_id")),
                json.fault(row.getString("fault")), json.blastRadius(row.getString("blast_radius")),
                json.infrastructure(row.getString("infrastructure")), json.podSettings(row.getString("helper_pods")),
                LeaseState.valueOf(row.getString("state")), Objects.requireNonNull(time(row, "due_at")),
                Objects.requireNonNull(time(row, "deadline")), json.targets(row.getString("targets")),
                json.undos(row.getString("undos")), time(row, "injected_at"), time(row, "until"),
                stop == null ? null : RevertReason.valueOf(stop), custody(row), tries(row), row.getString("trouble"));
    }

    /**
     * Nothing if this version cannot read it, as when a newer one wrote it: the others in the same answer are not to wait
     * for it.
     */
    Optional<Lease> readable(ResultSet row, int number) throws SQLException {
        try {
            return Optional.of(lease(row, number));
        } catch (RuntimeException e) {
            LOG.error("Lease {} cannot be read by this version: {}", row.getLong("id"), e.toString());
            return Optional.empty();
        }
    }

    /** All that can be read of what it finds. */
    List<Lease> allReadable(JdbcClient.StatementSpec query) {
        return query.query(this::readable).list().stream().flatMap(Optional::stream).toList();
    }

    private static Custody custody(ResultSet row) throws SQLException {
        double since = row.getDouble("handed_over_for");
        Duration handedOver = row.wasNull() ? null : Duration.ofMillis(Math.round(since * 1000));
        return new Custody(row.getString("host"), row.getString("owner"), row.getLong("fence"), handedOver);
    }

    private static @Nullable Tries tries(ResultSet row) throws SQLException {
        Instant giveUpAt = time(row, "give_up_at");
        return giveUpAt == null ? null : new Tries(row.getInt("tries"), time(row, "next_try"), giveUpAt);
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
