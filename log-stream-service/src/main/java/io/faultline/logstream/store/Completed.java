package io.faultline.logstream.store;

import org.springframework.jdbc.core.JdbcTemplate;

/** Whether the last word on a run was kept. */
final class Completed {
    private Completed() {}

    static boolean is(JdbcTemplate jdbc, String run) {
        return !jdbc.queryForList("""
                                  select 1 from audit_record
                                  where run_id = ? and type = 'io.faultline.run-completed.v1' limit 1""", Integer.class,
                run).isEmpty();
    }
}
