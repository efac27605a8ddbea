package io.faultline.scoring.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.scoring.history.Histories;
import io.faultline.scoring.history.History;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A row a fact, only ever added: keeping one costs a share of one batched insert whatever the run's size, and the fold
 * is made when someone asks.
 */
final class JdbcHistories implements Histories {
    private final JdbcTemplate jdbc;
    private final FactCodec codec;

    JdbcHistories(JdbcTemplate jdbc, FactCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    @Override
    public void keep(RunFact fact) {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.registerSynchronization(pending);
            TransactionSynchronizationManager.bindResource(this, pending);
        }
        String type = FactType.of((Record) fact).wireName();
        String value = new String(codec.encode((Record) fact), StandardCharsets.UTF_8);
        pending.rows.add(new Object[]{fact.run().value(), type, value});
    }

    @Override
    public History of(RunId run) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Pending pending) {
            pending.write();
        }
        List<RunFact> facts = jdbc.query("select type, value from fact where run_id = ? order by position",
                (row, _) -> read(row.getString(1), row.getString(2)), run.value());
        History history = History.EMPTY;
        for (RunFact fact : facts) {
            history = history.and(fact);
        }
        return history;
    }

    private RunFact read(String type, String value) {
        return switch (codec.decode(type, value.getBytes(StandardCharsets.UTF_8))) {
            case FactCodec.Decoded.Known(RunFact fact) -> fact;
            case FactCodec.Decoded other -> throw new IllegalStateException("a kept fact cannot be read: " + other);
        };
    }

    /** The facts of one transaction, written together before it commits. */
    private final class Pending implements TransactionSynchronization {
        private final List<Object[]> rows = new ArrayList<>();

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
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(JdbcHistories.this);
        }
    }
}
