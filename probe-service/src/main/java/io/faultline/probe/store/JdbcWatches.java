package io.faultline.probe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.wire.Wire;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchKey;
import io.faultline.probe.watch.Watches;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Loops as rows. */
record JdbcWatches(JdbcClient jdbc, UUID me) implements Watches {
    private static final String THIS_ONE = " where run_id = ? and phase = ? and fault_id = ? and probe = ?";

    @Override
    public void begin(List<Watch> watches, Instant now) {
        for (Watch each : watches) {
            jdbc.sql("""
                     insert into watch (run_id, phase, fault_id, probe, saved_at, state, owner)
                     values (?, ?, ?, ?, ?, ?, ?)
                     on conflict do nothing""")
                    .params(each.run().value(), each.phase().name(), fault(each.key()), each.probe().name(), utc(now),
                            json(each), me)
                    .update();
        }
    }

    @Override
    public boolean save(Watch watch, Instant now) {
        return save("saved_at = ?, state = ?", watch, now);
    }

    @Override
    public void over(Watch watch, Instant now) {
        save("over = true, saved_at = ?, state = ?", watch, now);
    }

    private boolean save(String changes, Watch watch, Instant now) {
        return jdbc.sql("update watch set " + changes + THIS_ONE + " and owner = ?")
                .params(utc(now), json(watch), watch.run().value(), watch.phase().name(), fault(watch.key()),
                        watch.probe().name(), me)
                .update() == 1;
    }

    @Override
    public boolean end(WatchKey key) {
        return one("update watch set ended = true" + THIS_ONE + " and not ended", key).update() == 1;
    }

    @Override
    public void forget(WatchKey key) {
        one("delete from watch" + THIS_ONE, key).update();
    }

    @Override
    public void forget(RunId run) {
        jdbc.sql("delete from watch where run_id = ?").param(run.value()).update();
    }

    @Override
    public void forget(Instant before) {
        jdbc.sql("delete from watch where saved_at < ?").param(utc(before)).update();
    }

    @Override
    public Optional<Found> find(WatchKey key) {
        return jdbc.sql("select state, over or owner is null or owner = ? or not " + JdbcInstances.alive("owner")
                + " as whole from watch" + THIS_ONE)
                .params(me, key.run().value(), key.begunIn().name(), fault(key), key.probe())
                .query((row, _) -> new Found(watch(row), row.getBoolean("whole"))).optional();
    }

    @Override
    public List<Watch> of(RunId run) {
        return jdbc.sql("select state from watch where run_id = ?").param(run.value())
                .query((row, _) -> watch(row)).list();
    }

    @Override
    public List<Saved> takeUp() {
        return jdbc.sql("""
                        update watch set owner = ? where not ended and (owner is null or owner = any(?))
                        returning state, saved_at""").params(me, JdbcInstances.gone(jdbc, "watch", "not ended"))
                .query((row, _) -> new Saved(watch(row),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public Set<WatchKey> mine() {
        return jdbc.sql("select run_id, phase, fault_id, probe from watch where not ended and owner = ?").param(me)
                .query((row, _) -> key(row)).set();
    }

    private static WatchKey key(ResultSet row) throws SQLException {
        String fault = row.getString("fault_id");
        return new WatchKey(new RunId(row.getObject("run_id", UUID.class)),
                MeasurePhase.valueOf(row.getString("phase")), fault.isEmpty() ? null : new FaultId(fault),
                row.getString("probe"));
    }

    private JdbcClient.StatementSpec one(String sql, WatchKey key) {
        return jdbc.sql(sql).params(key.run().value(), key.begunIn().name(), fault(key), key.probe());
    }

    private static String fault(WatchKey key) {
        return key.fault() == null ? "" : key.fault().value();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String json(Watch watch) {
        return Wire.mapper().writeValueAsString(watch);
    }

    private static Watch watch(ResultSet row) throws SQLException {
        return Wire.mapper().readValue(row.getString("state"), Watch.class);
    }
}
