package io.faultline.runlog;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The outbox's near end. Facts of one transaction are collected and written in one batch just before it commits, which
 * keeps their order (whoever appends for a run holds that run's row) and costs one round trip.
 */
final class JdbcRunLog implements RunLog {
    private static final String INSERT = """
                                         insert into outbox (event_id, run_id, project_id, type, appended_at, traceparent, value)
                                         values (?, ?, ?, ?, ?, ?, ?)""";

    /** Kafka takes a record of 1 MB by default, headers and all: what it never takes would hold up all behind it. */
    private static final int LARGEST = 1_000_000;

    private final JdbcTemplate jdbc;
    private final FactCodec codec;
    private final Ids ids;
    private final InstantSource clock;
    private final Tracing tracing;
    private final Runnable wakeRelay;

    JdbcRunLog(JdbcTemplate jdbc, FactCodec codec, Ids ids, InstantSource clock, Tracing tracing,
            Runnable wakeRelay) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
        this.tracing = tracing;
        this.wakeRelay = wakeRelay;
    }

    @Override
    public void append(ProjectId project, List<? extends RunFact> facts) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("facts are appended within a transaction, and there is none");
        }
        List<Object[]> rows = rows(project, facts);
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        pending.rows.addAll(rows);
    }

    /** All of them before any is kept: what is refused may be answered for within the same transaction. */
    private List<Object[]> rows(ProjectId project, List<? extends RunFact> facts) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<Object[]> rows = new ArrayList<>();
        for (RunFact fact : facts) {
            rows.add(new Object[]{ids.event().value(), fact.run().value(), project.value(),
                    FactType.of((Record) fact).wireName(), now, tracing.of(fact.run()), encoded((Record) fact)});
        }
        return rows;
    }

    private byte[] encoded(Record fact) {
        byte[] value = codec.encode(fact);
        if (value.length > LARGEST) {
            throw new IllegalArgumentException(
                    "%s is too large to be told: it has %d bytes, at most %d are possible; make the experiment smaller"
                            .formatted(fact.getClass().getSimpleName(), value.length, LARGEST));
        }
        return value;
    }

    private final class Pending implements TransactionSynchronization {
        private final List<Object[]> rows = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.batchUpdate(INSERT, rows);
        }

        @Override
        public void afterCommit() {
            wakeRelay.run();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(JdbcRunLog.this);
        }
    }
}
