package io.faultline.probe.store;

import java.util.List;
import java.util.UUID;

import io.faultline.probe.shift.Instances;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Instances as rows, by the clock of the database: theirs need not agree.
 *
 * @param me   this life of this instance: what fences off its earlier ones
 * @param name what it is called in every life
 */
record JdbcInstances(JdbcClient jdbc, UUID me, String name) implements Instances {
    @Override
    public void join() {
        jdbc.sql("""
                 delete from instance where name = ? or lease_until < clock_timestamp() - interval '1 hour'""")
                .param(name)
                .update();
        renew();
    }

    @Override
    public void renew() {
        jdbc.sql("""
                 insert into instance (id, name, lease_until)
                 values (?, ?, clock_timestamp() + make_interval(secs => ?))
                 on conflict (id) do update set lease_until = excluded.lease_until""")
                .params(me, name, LEASE.toSeconds()).update();
    }

    @Override
    public void leave() {
        jdbc.sql("delete from instance where id = ?").param(me).update();
    }

    /** SQL that is true of an owner who is alive. */
    static String alive(String owner) {
        return "exists (select 1 from instance where id = %s and lease_until > clock_timestamp())".formatted(owner);
    }

    /** Owners of open rows who are gone: whoever takes a row up names them, so that only one does. */
    static UUID[] gone(JdbcClient jdbc, String table, String open) {
        List<UUID> gone = jdbc.sql("select distinct owner from %s where %s and owner is not null and not %s"
                .formatted(table, open, alive(table + ".owner"))).query(UUID.class).list();
        return gone.toArray(UUID[]::new);
    }
}
