package io.faultline.logstream.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.wire.Wire;
import io.faultline.logstream.lines.Lines;
import io.faultline.logstream.lines.LossRules;
import io.faultline.logstream.lines.Said;
import io.faultline.logstream.lines.Source;
import io.faultline.logstream.tail.Archive;
import io.faultline.logstream.tail.Kept;
import org.springframework.jdbc.core.JdbcTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Log lines as feeds, one a run. Two instances keeping a run's lines at once would collide: the batch comes again. */
final class JdbcLines implements Lines, Archive {
    private static final String INSERT = """
                                         insert into log_record (run_id, sequence, event_id, type, source, said_at, value)
                                         values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String REACHED = """
                                          insert into log_source (run_id, source, last_number) values (?, ?, ?)
                                          on conflict (run_id, source) do update set last_number = excluded.last_number""";

    private final JdbcTemplate jdbc;

    JdbcLines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Outcome keep(List<Said.Line> lines) {
        String[] ids = lines.stream().map(Said::eventId).toArray(String[]::new);
        Set<String> known = new HashSet<>(jdbc.queryForList(
                "select event_id from log_record where event_id = any(?)", String.class, (Object) ids));
        List<Said.Line> fresh = lines.stream().filter(line -> known.add(line.eventId())).toList();
        if (fresh.isEmpty()) {
            return new Outcome(List.of(), 0);
        }
        List<String> runs = fresh.stream().map(Said::run).distinct().toList();
        LossRules.Marked marked = LossRules.mark(fresh, reached(runs));
        Map<String, Long> sequences = Newest.of(jdbc, "log_record", runs);
        List<Kept> kept = new ArrayList<>();
        for (Said said : marked.said()) {
            kept.add(kept(said, sequences.merge(said.run(), 1L, Long::sum)));
        }
        jdbc.batchUpdate(INSERT, kept.stream().map(JdbcLines::values).toList());
        jdbc.batchUpdate(REACHED, marked.last().entrySet().stream()
                .map(each -> new Object[]{each.getKey().run(), each.getKey().name(), each.getValue()}).toList());
        return new Outcome(kept, marked.lost());
    }

    private Map<Source, Long> reached(List<String> runs) {
        Map<Source, Long> last = new HashMap<>();
        jdbc.query("select run_id, source, last_number from log_source where run_id = any(?)", row -> {
            last.put(new Source(row.getString(1), row.getString(2)), row.getLong(3));
        }, (Object) runs.toArray(String[]::new));
        return last;
    }

    /** With the last line of a run goes how far its sources had counted. */
    @Override
    public int forget(Instant before) {
        Integer forgotten = jdbc.queryForObject("""
                                                with old as (select run_id, sequence from log_record where said_at < ?
                                                        limit 10000),
                                                    gone as (delete from log_record using old
                                                        where log_record.run_id = old.run_id
                                                            and log_record.sequence = old.sequence
                                                        returning log_record.run_id, log_record.sequence),
                                                    uncounted as (delete from log_source
                                                        where run_id in (select run_id from gone) and not exists (
                                                            select from log_record as rest
                                                            where rest.run_id = log_source.run_id and not exists (
                                                                select from gone where gone.run_id = rest.run_id
                                                                    and gone.sequence = rest.sequence)))
                                                select count(*) from gone""",
                Integer.class, before.atOffset(ZoneOffset.UTC));
        return forgotten == null ? 0 : forgotten;
    }

    private static Kept kept(Said said, long sequence) {
        return switch (said) {
            case Said.Line line -> new Kept(line.run(), sequence, line.eventId(), line.type(), line.source(),
                    line.at().toString(), null, null, line.json().getBytes(UTF_8));
            case Said.Lost lost -> new Kept(lost.run(), sequence, lost.eventId(), Said.Lost.TYPE, lost.source(),
                    lost.at().toString(), null, null, Wire.mapper().writeValueAsBytes(Map.of("run", lost.run(),
                            "source", lost.source(), "missed", lost.count(), "from", lost.from(), "to", lost.to(),
                            "text", "lost %d lines of %s".formatted(lost.count(), lost.source()))));
        };
    }

    private static Object[] values(Kept kept) {
        Instant at = kept.time() == null ? Instant.EPOCH : Instant.parse(kept.time());
        return new Object[]{kept.run(), kept.sequence(), kept.id(), kept.type(), kept.source(),
                at.atOffset(ZoneOffset.UTC), new String(kept.value(), UTF_8)};
    }

    @Override
    public List<Kept> after(String feed, long last, int limit, Set<String> types) {
        String[] wanted = types.toArray(String[]::new);
        return jdbc.query("""
                          select * from log_record where run_id = ? and sequence > ?
                          and (cardinality(?::text[]) = 0 or type = any(?)) order by sequence limit ?""",
                (row, _) -> kept(row), feed, last, wanted, wanted, limit);
    }

    @Override
    public Map<String, Long> newest(Set<String> feeds) {
        return Newest.of(jdbc, "log_record", feeds);
    }

    @Override
    public boolean completed(String feed) {
        return Completed.is(jdbc, feed);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getString("run_id"), row.getLong("sequence"), row.getString("event_id"),
                row.getString("type"), row.getString("source"),
                row.getObject("said_at", OffsetDateTime.class).toInstant().toString(), null, null,
                row.getString("value").getBytes(UTF_8));
    }
}
