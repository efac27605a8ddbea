package io.faultline.scoring.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.history.History;
import io.faultline.scoring.store.Folded.Fold;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A row a fact, only ever added: keeping one costs a share of one batched insert whatever the run's size, and reading a
 * run's history mostly costs the counting of its rows.
 */
final class JdbcHistories implements Histories {
    /** The oldest come first: no need to look at all there are each time. */
    private static final String FORGET = """
                                         delete from fact where position in (
                                             select position
                                             from (select position, run_id from fact order by position limit ?) oldest
                                             join judgement using (run_id) where judged_at < ?)""";
    private static final int OLDEST = 20_000;

    private final JdbcTemplate jdbc;
    private final FactCodec codec;
    private final Folded folded = new Folded();

    JdbcHistories(JdbcTemplate jdbc, FactCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    @Override
    public void keep(RunFact fact) {
        Pending pending = pending();
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.registerSynchronization(pending);
            TransactionSynchronizationManager.bindResource(this, pending);
        }
        String type = FactType.of((Record) fact).wireName();
        String value = new String(codec.encode((Record) fact), StandardCharsets.UTF_8);
        pending.rows.add(new Object[]{fact.run().value(), type, value});
        pending.facts.computeIfAbsent(fact.run(), _ -> new ArrayList<>()).add(fact);
    }

    @Override
    public History of(RunId run) {
        Pending pending = pending();
        List<RunFact> uncommitted = List.of();
        if (pending != null) {
            pending.write();
            uncommitted = pending.facts.getOrDefault(run, List.of());
        }
        Fold fold = folded.of(run).and(uncommitted);
        Long kept = jdbc.queryForObject("select count(*) from fact where run_id = ?", Long.class, run.value());
        boolean whole = kept != null && kept == fold.facts();
        return whole ? fold.history() : Fold.NONE.and(read(run)).history();
    }

    @Override
    public void forget(Instant before) {
        int forgotten = 1;
        while (forgotten > 0) {
            forgotten = jdbc.update(FORGET, OLDEST, before.atOffset(ZoneOffset.UTC));
        }
    }

    private List<RunFact> read(RunId run) {
        return jdbc.query("select type, value from fact where run_id = ? order by position",
                (row, _) -> read(row.getString(1), row.getString(2)), run.value());
    }

    private RunFact read(String type, String value) {
        return switch (codec.decode(type, value.getBytes(StandardCharsets.UTF_8))) {
            case FactCodec.Decoded.Known(RunFact fact) -> fact;
            case FactCodec.Decoded other -> throw new IllegalStateException("a kept fact cannot be read: " + other);
        };
    }

    private @Nullable Pending pending() {
        return (Pending) TransactionSynchronizationManager.getResource(this);
    }

    /** The facts of one transaction, written together before it commits and folded after it has. */
    private final class Pending implements TransactionSynchronization {
        private final List<Object[]> rows = new ArrayList<>();
        private final Map<RunId, List<RunFact>> facts = new LinkedHashMap<>();

        void write() {
            if (!rows.isEmpty()) {
                jdbc.batchUpdate("insert into fact (run_id, type, value) values (?, ?, ?::jsonb)", rows);
                rows.clear();
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
        }

        @Override
        public void afterCommit() {
            facts.forEach(folded::add);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(JdbcHistories.this);
        }
    }
}
