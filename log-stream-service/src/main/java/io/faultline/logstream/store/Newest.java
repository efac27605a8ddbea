package io.faultline.logstream.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.JdbcTemplate;

/** How far each run's rows have come: one look at the end of an index for each. */
final class Newest {
    private Newest() {}

    static Map<String, Long> of(JdbcTemplate jdbc, String table, Collection<String> runs) {
        Map<String, Long> newest = new HashMap<>();
        jdbc.query("""
                   select run, (select max(sequence) from %s where run_id = run) from unnest(?) run""".formatted(table),
                row -> {
                    if (row.getObject(2) != null) {
                        newest.put(row.getString(1), row.getLong(2));
                    }
                }, (Object) runs.toArray(String[]::new));
        return newest;
    }
}
