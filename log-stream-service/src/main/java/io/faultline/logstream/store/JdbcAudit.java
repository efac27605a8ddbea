package io.faultline.logstream.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.logstream.audit.Audit;
import io.faultline.logstream.audit.AuditEntry;
import io.faultline.logstream.audit.Chain;
import io.faultline.logstream.audit.Head;
import io.faultline.logstream.audit.Original;
import io.faultline.logstream.audit.Verification;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** The chain in a table. Its head's row is the lock: whoever appends holds it until the commit. */
final class JdbcAudit implements Audit {
    private static final String INSERT = """
                                         insert into audit_record (position, run_id, sequence, event_id, type, topic, topic_partition, topic_offset,
                                             headers, value, kept_at, previous, hash)
                                         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final JdbcTemplate streaming;
    private final TransactionOperations snapshot;
    private final InstantSource clock;

    JdbcAudit(JdbcTemplate jdbc, JdbcTemplate streaming, TransactionOperations snapshot, InstantSource clock) {
        this.jdbc = jdbc;
        this.streaming = streaming;
        this.snapshot = snapshot;
        this.clock = clock;
    }

    @Override
    public List<AuditEntry> keep(List<Original> records) {
        Head head = head(" for update");
        List<Original> fresh = fresh(records);
        if (fresh.isEmpty()) {
            return List.of();
        }
        Map<String, Long> sequences = Newest.of(jdbc, "audit_record",
                fresh.stream().map(Original::run).distinct().toList());
        List<AuditEntry> entries = new ArrayList<>(fresh.size());
        for (Original record : fresh) {
            long sequence = sequences.merge(record.run(), 1L, Long::sum);
            AuditEntry entry = Chain.link(head, sequence, record, clock.instant());
            entries.add(entry);
            head = Chain.after(entry);
        }
        jdbc.batchUpdate(INSERT, entries.stream().map(JdbcAudit::values).toList());
        jdbc.update("update audit_head set position = ?, hash = ?", head.position(), head.hash());
        return entries;
    }

    private List<Original> fresh(List<Original> records) {
        String[] ids = records.stream().map(Original::eventId).toArray(String[]::new);
        Set<String> known = new HashSet<>(jdbc.queryForList(
                "select event_id from audit_record where event_id = any(?)", String.class, (Object) ids));
        return records.stream().filter(record -> known.add(record.eventId())).toList();
    }

    private Head head(String lock) {
        return jdbc.query("select position, hash from audit_head" + lock,
                (row, _) -> new Head(row.getLong(1), row.getString(2))).stream().findFirst().orElse(Head.GENESIS);
    }

    private static Object[] values(AuditEntry entry) {
        Original original = entry.original();
        return new Object[]{entry.position(), entry.run(), entry.sequence(), entry.eventId(), entry.type(),
                original.topic(), original.partition(), original.offset(),
                new HeaderText(original.key(), original.headers()).toString(), original.value(),
                entry.keptAt().atOffset(ZoneOffset.UTC), entry.previous(), entry.hash()};
    }

    @Override
    public Verification verify() {
        return snapshot.execute(_ -> {
            Head head = head("");
            try (Stream<AuditEntry> rows = streaming.queryForStream("select * from audit_record order by position",
                    (row, _) -> entry(row))) {
                return Chain.verify(rows, head);
            }
        });
    }

    @Override
    public Verification verify(String run) {
        return snapshot.execute(_ -> {
            try (Stream<AuditEntry> rows = streaming.queryForStream(
                    "select * from audit_record where run_id = ? order by sequence", (row, _) -> entry(row), run)) {
                return Chain.verifyRun(rows);
            }
        });
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        HeaderText headers = HeaderText.parse(row.getString("headers"));
        Original original = new Original(row.getString("topic"), row.getInt("topic_partition"),
                row.getLong("topic_offset"), headers.key(), headers.headers(), row.getBytes("value"));
        return new AuditEntry(row.getLong("position"), row.getString("run_id"), row.getLong("sequence"),
                row.getString("event_id"), row.getString("type"), original,
                row.getObject("kept_at", OffsetDateTime.class).toInstant(), row.getString("previous"),
                row.getString("hash"));
    }
}
