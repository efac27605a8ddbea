package io.faultline.standalone.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.contracts.wire.Wire;
import io.faultline.ledger.Loss;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What the services keep, as it stood in their schemas at one moment; nothing is written. */
final class Kept implements AutoCloseable {
    private static final String LOST = "io.faultline.lines-lost.v1";

    private final SingleConnectionDataSource source;
    private final JdbcTemplate jdbc;

    private Kept(SingleConnectionDataSource source) {
        this.source = source;
        this.jdbc = new JdbcTemplate(source);
        jdbc.setFetchSize(500);
    }

    static Kept open(Addresses at) {
        try {
            Connection connection = DriverManager.getConnection(at.database(), at.user(), at.password());
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new Kept(new SingleConnectionDataSource(connection, true));
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres at %s cannot be read: %s".formatted(at.database(),
                    e.getMessage()), e);
        }
    }

    /** A row of the injector's journal. */
    record Lease(RunId run, String step, String fault, String state, List<JsonNode> undos) {
        /** Nothing of it may be left. */
        boolean isOver() {
            return state.equals("REVERTED") || state.equals("NOT_INJECTED");
        }
    }

    /** When each run that there is was asked for. */
    Map<RunId, Instant> accepted() {
        Map<RunId, Instant> accepted = new HashMap<>();
        jdbc.query("select id, requested_at from experiment.run where requested_at is not null", row -> {
            accepted.put(run(row, "id"), givenTime(row, "requested_at"));
        });
        return accepted;
    }

    /** The projection of each run. */
    Map<RunId, Projected> projections(FactCodec codec) {
        Map<RunId, Map<String, RunFact>> facts = factsOfRuns(codec);
        Map<RunId, Projected> projections = new HashMap<>();
        jdbc.query("select * from experiment.run", row -> {
            projections.put(run(row, "id"), new Projected(row.getString("project"), row.getString("phase"),
                    row.getString("verdict"), row.getBigDecimal("score"),
                    row.getObject("experiment_id", UUID.class), row.getString("experiment_name"),
                    row.getObject("revision", Integer.class), row.getString("requested_by"), time(row, "requested_at"),
                    row.getObject("schedule_id", UUID.class), time(row, "started_at"), time(row, "ended_at"),
                    facts.getOrDefault(run(row, "id"), Map.of())));
        });
        return projections;
    }

    /** What was told of each run; what a newer version wrote is skipped. */
    private Map<RunId, Map<String, RunFact>> factsOfRuns(FactCodec codec) {
        Map<RunId, Map<String, RunFact>> facts = new HashMap<>();
        jdbc.query("select id, key, value::text from experiment.run, jsonb_each(facts)", row -> {
            String key = row.getString("key");
            FactCodec.Decoded decoded = codec.decode(key.substring(0, key.indexOf('/')),
                    row.getString("value").getBytes(UTF_8));
            if (decoded instanceof FactCodec.Decoded.Known(Record known) && known instanceof RunFact fact) {
                facts.computeIfAbsent(run(row, "id"), _ -> new TreeMap<>()).put(key, fact);
            }
        });
        return facts;
    }

    /** What the audit has kept of each run's facts: event and value, in order. */
    Map<RunId, List<String>> audits() {
        Map<RunId, List<String>> audits = new LinkedHashMap<>();
        jdbc.query("""
                   select run_id, event_id, value from logstream.audit_record
                   where topic = '%s' and run_id <> 'none' order by run_id, sequence""".formatted(Topics.RUNS.topic()),
                row -> {
                    audits.computeIfAbsent(RunId.parse(row.getString("run_id")), _ -> new ArrayList<>())
                            .add(Told.original(row.getString("event_id"), row.getBytes("value")));
                });
        return audits;
    }

    Map<RunId, RunCompleted> judgements(FactCodec codec) {
        Map<RunId, RunCompleted> judgements = new HashMap<>();
        jdbc.query("select run_id, value from scoring.judgement", row -> {
            if (codec.decode(FactType.RUN_COMPLETED.wireName(), row.getString("value").getBytes(
                    UTF_8)) instanceof FactCodec.Decoded.Known(RunCompleted lastWord)) {
                judgements.put(run(row, "run_id"), lastWord);
            }
        });
        return judgements;
    }

    List<Lease> leases() {
        return jdbc.query("select run_id, step_id, fault, state, undos from injector.lease order by id",
                (row, _) -> new Lease(run(row, "run_id"), row.getString("step_id"),
                        Wire.mapper().readTree(row.getString("fault")).path("name").asString(""),
                        row.getString("state"),
                        Wire.mapper().readTree(row.getString("undos")).valueStream().toList()));
    }

    List<Loss> losses() {
        return jdbc.query("select run_id, source, value from logstream.log_record where type = '%s'".formatted(LOST),
                (row, _) -> new Loss(RunId.parse(row.getString("run_id")), row.getString("source"),
                        Wire.mapper().readTree(row.getString("value")).path("missed").asLong(0)));
    }

    /** How many lines and samples of each run are kept. */
    Map<RunId, Long> lines() {
        Map<RunId, Long> lines = new HashMap<>();
        jdbc.query("select run_id, count(*) as lines from logstream.log_record where type <> '%s' group by run_id"
                .formatted(LOST), row -> {
                    lines.put(RunId.parse(row.getString("run_id")), row.getLong("lines"));
                });
        return lines;
    }

    private static RunId run(ResultSet row, String column) throws SQLException {
        return new RunId(row.getObject(column, UUID.class));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant givenTime(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void close() {
        source.destroy();
    }
}
