package io.faultline.logstream.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.logstream.tail.Archive;
import io.faultline.logstream.tail.Kept;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audited facts as feeds: a run's by its sequence, that of all runs by the chain's position. */
final class JdbcEvents implements Archive {
    private static final String SELECT = """
                                         select run_id, %1$s as place, event_id, type, headers, value from audit_record
                                         where %2$s %1$s > ? and (cardinality(?::text[]) = 0 or type = any(?)) order by %1$s limit ?""";
    private static final String OF_A_RUN = SELECT.formatted("sequence", "run_id = ? and");
    private static final String OF_ALL = SELECT.formatted("position", "");

    private final JdbcTemplate jdbc;

    JdbcEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Kept> after(String feed, long last, int limit, Set<String> types) {
        String[] wanted = types.toArray(String[]::new);
        return feed.equals(ALL)
                ? jdbc.query(OF_ALL, (row, _) -> kept(row), last, wanted, wanted, limit)
                : jdbc.query(OF_A_RUN, (row, _) -> kept(row), feed, last, wanted, wanted, limit);
    }

    @Override
    public Map<String, Long> newest(Set<String> feeds) {
        Set<String> runs = new HashSet<>(feeds);
        boolean all = runs.remove(ALL);
        Map<String, Long> newest = runs.isEmpty() ? new HashMap<>() : Newest.of(jdbc, "audit_record", runs);
        if (all) {
            jdbc.query("select position from audit_head", row -> {
                newest.put(ALL, row.getLong(1));
            });
        }
        return newest;
    }

    @Override
    public boolean completed(String feed) {
        return !feed.equals(ALL) && Completed.is(jdbc, feed);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        HeaderText headers = HeaderText.parse(row.getString("headers"));
        return Kept.of(row.getString("run_id"), row.getLong("place"), row.getString("event_id"),
                row.getString("type"), headers.headers(), row.getBytes("value"));
    }
}
