package io.faultline.logstream.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

import io.faultline.logstream.dead.DeadLetter;
import io.faultline.logstream.dead.DeadLetters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row for each service that gave up on a record. */
final class JdbcDeadLetters implements DeadLetters {
    private static final String INSERT = """
                                         insert into dead_letter (topic, topic_partition, topic_offset, consumer, reason, died_at, headers, value)
                                         values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private final JdbcTemplate jdbc;
    private final InstantSource clock;

    JdbcDeadLetters(JdbcTemplate jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void keep(List<DeadLetter> letters) {
        jdbc.batchUpdate(INSERT, letters.stream()
                .map(letter -> new Object[]{letter.topic(), letter.partition(), letter.offset(), letter.consumer(),
                        letter.reason(), letter.at().atOffset(ZoneOffset.UTC),
                        new HeaderText(letter.key(), new TreeMap<>(letter.headers())).toString(), letter.value()})
                .toList());
    }

    @Override
    public List<DeadLetter> before(@Nullable Long number, int limit) {
        return jdbc.query("select * from dead_letter where number < ? order by number desc limit ?",
                (row, _) -> letter(row), number == null ? Long.MAX_VALUE : number, limit);
    }

    @Override
    public List<DeadLetter> at(String topic, int partition, long offset) {
        return jdbc.query("""
                          select * from dead_letter where topic = ? and topic_partition = ? and topic_offset = ?
                          order by number""", (row, _) -> letter(row), topic, partition, offset);
    }

    @Override
    public void replayed(String topic, int partition, long offset) {
        jdbc.update("""
                    update dead_letter set replayed_at = ?
                    where topic = ? and topic_partition = ? and topic_offset = ?""",
                clock.instant().atOffset(ZoneOffset.UTC), topic, partition, offset);
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        HeaderText headers = HeaderText.parse(row.getString("headers"));
        OffsetDateTime replayed = row.getObject("replayed_at", OffsetDateTime.class);
        return new DeadLetter(row.getLong("number"), row.getString("topic"), row.getInt("topic_partition"),
                row.getLong("topic_offset"), row.getString("consumer"), row.getString("reason"),
                row.getObject("died_at", OffsetDateTime.class).toInstant(), headers.key(), headers.headers(),
                row.getBytes("value"), replayed == null ? null : replayed.toInstant());
    }
}
