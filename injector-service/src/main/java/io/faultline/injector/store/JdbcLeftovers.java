package io.faultline.injector.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.RetryRules;
import io.faultline.injector.lease.Tries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The part of the journal that nobody answers for. Rows of before there were hosts belong to whoever comes. */
final class JdbcLeftovers implements Leftovers {
    private static final String GRACE = "interval '%d seconds'".formatted(LeaseRules.GRACE.toSeconds());
    private static final String TURN = "interval '%d seconds'".formatted(RetryRules.TURN.toSeconds());

    private final JdbcClient jdbc;
    private final JdbcClient reserve;
    private final LeaseRows rows;

    JdbcLeftovers(JdbcClient jdbc, JdbcClient reserve, Json json) {
        this.jdbc = jdbc;
        this.reserve = reserve;
        this.rows = new LeaseRows(json);
    }

    /** What was handed over waits a while for the machine it is on: only there it can go on. */
    @Override
    public List<Lease> takeOver(String owner, Machine machine, int atMost) {
        List<Lease> taken = new ArrayList<>();
        List<Long> unreadable = new ArrayList<>();
        reserve.sql("""
                    with left_behind as (select id, handed_over from lease
                        where state in %s and lease_until < now() and (host in (:host, '') or not host_bound
                            and (anywhere or handed_over is null or handed_over < now() - %s))
                        order by lease_until limit :atMost for update skip locked)
                    update lease set owner = :owner, host = :host, fence = fence + 1, lease_until = %s,
                        handed_over = null
                    from left_behind where lease.id = left_behind.id
                    returning lease.*, extract(epoch from now() - left_behind.handed_over) as handed_over_for
                    """.formatted(JdbcLeases.OPEN, GRACE, JdbcLeases.TERM)).param("owner", owner)
                .param("host", machine.id()).param("atMost", atMost).query(row -> {
                    long id = row.getLong("id");
                    rows.readable(row, 0).ifPresentOrElse(taken::add, () -> unreadable.add(id));
                });
        if (!unreadable.isEmpty()) {
            strand(unreadable);
        }
        return taken;
    }

    /** Nobody here can mend it, and somebody has to know; a version that can read it tries again. */
    private void strand(List<Long> unreadable) {
        reserve.sql(
                """
                update lease set state = 'REVERT_FAILED', tries = 0, next_try = now(),
                    give_up_at = now() + interval '1 day',
                    trouble = 'this version of the injector cannot read what a newer one wrote of it; start that one again'
                where id in (:ids)
                """)
                .param("ids", unreadable).update();
    }

    @Override
    public List<Lease> abandoned(Machine machine, int atMost) {
        return rows
                .allReadable(reserve.sql("""
                                         select %s from lease
                                         where state in ('ARMED', 'ACTIVE') and host_bound and host not in (:host, '')
                                             and lease_until < now() - %s
                                             and (handed_over is null or handed_over < now() - 2 * %3$s)
                                         order by lease_until limit :atMost
                                         """.formatted(LeaseRows.COLUMNS, GRACE, GRACE)).param("host", machine.id())
                        .param("atMost", atMost));
    }

    @Override
    public List<Lease> retry(String owner, Machine machine, Set<Long> underway, int atMost) {
        if (underway.isEmpty()) {
            return retry(owner, machine, "next_try <= now()", Map.of(), atMost);
        }
        reserve.sql("""
                    update lease set next_try = now() + %s
                    where id in (:underway) and owner = :owner and state = 'REVERT_FAILED' and next_try is not null
                    """.formatted(TURN)).param("underway", underway).param("owner", owner).update();
        return retry(owner, machine, "next_try <= now() and id not in (:underway)", Map.of("underway", underway),
                atMost);
    }

    @Override
    public Optional<Lease> retry(String owner, Machine machine, long id) {
        return retry(owner, machine, "id = :id", Map.of("id", id), 1).stream().findFirst();
    }

    private List<Lease> retry(String owner, Machine machine, String which, Map<String, ?> params, int atMost) {
        return rows.allReadable(
                reserve.sql("""
                            update lease set owner = :owner, fence = fence + 1, next_try = now() + %s
                            where id in (select id from lease
                                where state = 'REVERT_FAILED' and (host in (:host, '') or anywhere) and %s
                                limit :atMost for update skip locked)
                            returning %s
                            """.formatted(TURN, which, LeaseRows.COLUMNS)).params(params)
                        .param("owner", owner).param("host", machine.id()).param("atMost", atMost));
    }

    @Override
    public boolean healed(Lease lease, Instant at) {
        return jdbc.sql("""
                        with healed as (update lease set state = 'REVERTED', ended_at = :at, trouble = null,
                                next_try = null
                            where id = :id and fence = :fence and state = 'REVERT_FAILED' returning id),
                            freed as (delete from target_lock where lease_id in (select id from healed))
                        select count(*) from healed
                        """).param("at", JdbcLeases.sqlTime(at)).param("id", lease.id())
                .param("fence", lease.fence()).query(Integer.class).single() == 1;
    }

    @Override
    public void stillStuck(Lease lease, Tries tries, String trouble) {
        jdbc.sql("""
                 update lease set tries = :tries, next_try = :next, trouble = :trouble
                 where id = :id and fence = :fence and state = 'REVERT_FAILED'
                 """).param("tries", tries.made()).param("next", JdbcLeases.sqlTime(tries.next()))
                .param("trouble", trouble).param("id", lease.id()).param("fence", lease.fence()).update();
    }

    @Override
    public int stuck() {
        return reserve.sql("select count(*) from lease where state = 'REVERT_FAILED'").query(Integer.class).single();
    }

    /** The oldest rows that ended are looked at, in the order they came: no index is needed, and each pass is short. */
    @Override
    public int forget(Duration age, int atMost) {
        String before = "now() - interval '%d seconds'".formatted(age.toSeconds());
        jdbc.sql("delete from stopped_run where stopped_at < " + before).update();
        return jdbc.sql("""
                        delete from lease where id in (
                            select id from (select id, ended_at from lease
                                where state in ('REVERTED', 'NOT_INJECTED') order by id limit :atMost) oldest
                            where ended_at < %s)
                        """.formatted(before)).param("atMost", atMost).update();
    }
}
