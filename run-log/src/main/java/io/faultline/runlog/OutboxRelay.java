package io.faultline.runlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The outbox's far end: one relay a service sends what was committed, in order, and deletes what Kafka acknowledged. An
 * advisory lock elects it, because two relays would break the order of a run. Woken on commit; the pause of a second is
 * only for what other instances committed without being able to say so, and for a new election.
 */
final class OutboxRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final int LOCK = 0x6661756c;
    private static final long FAREWELL_MILLIS = 2_000;

    private final RelayConnections connections;
    private final FactProducer producer;
    private final String source;
    private final Semaphore wake = new Semaphore(0);
    private final Counter sent;
    private volatile @Nullable Thread thread;

    OutboxRelay(RelayConnections connections, FactProducer producer, String source, MeterRegistry metrics) {
        this.connections = connections;
        this.producer = producer;
        this.source = source;
        this.sent = metrics.counter("faultline.outbox.sent");
    }

    /** Says that something was committed. */
    void wake() {
        wake.release();
    }

    @Override
    public void start() {
        Thread relay = Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this::run);
        thread = relay;
        relay.start();
    }

    /** Before whoever appends, and gone after them: what they say while they stop is still sent. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        Thread relay = thread;
        thread = null;
        if (relay != null) {
            wake();
            try {
                if (!relay.join(Duration.ofMillis(FAREWELL_MILLIS))) {
                    relay.interrupt();
                    relay.join(FAREWELL_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        boolean troubled = false;
        RelayConnections.Session left = null;
        while (isRunning()) {
            try (Connection connection = connections.open()) {
                if (troubled) {
                    producer.renew();
                }
                if (left != null) {
                    connections.end(left, connection);
                }
                left = connections.session(connection);
                relayWhileElected(connection);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | ExecutionException | RuntimeException e) {
                troubled = true;
                if (isRunning()) {
                    LOG.warn("The outbox is not being relayed, trying again: {}", e.getMessage());
                    await(500);
                }
            }
        }
    }

    private void relayWhileElected(Connection connection)
            throws SQLException, ExecutionException, InterruptedException {
        boolean elected = false;
        while (isRunning()) {
            elected = elected || connections.tryLock(connection, LOCK);
            if (elected) {
                wake.drainPermits();
                drain(connection);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            await(elected ? 1_000 : 250);
        }
        if (elected) {
            drain(connection);
        }
    }

    private void await(long millis) {
        try {
            wake.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        int size = BATCH;
        while (size == BATCH) {
            List<Long> ids = new ArrayList<>();
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            try (PreparedStatement select = connection
                    .prepareStatement("""
                                      select id, event_id, run_id, project_id, type, appended_at, traceparent, value
                                      from outbox order by id limit %d""".formatted(BATCH));
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong("id"));
                    acknowledgements.add(send(rows));
                }
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
            delete(connection, ids);
            size = ids.size();
            sent.increment(size);
        }
    }

    /** What the producer refuses at once ends the batch here: none of those behind it may overtake it. */
    private Future<RecordMetadata> send(ResultSet row) throws SQLException, ExecutionException, InterruptedException {
        Future<RecordMetadata> acknowledgement = producer.send(toRecord(row));
        if (acknowledgement.isDone()) {
            acknowledgement.get();
        }
        return acknowledgement;
    }

    private ProducerRecord<String, byte[]> toRecord(ResultSet row) throws SQLException {
        return FactRecord.of(Topics.RUNS, row.getObject("run_id", UUID.class).toString(),
                row.getObject("event_id", UUID.class).toString(), row.getString("type"), source,
                row.getString("project_id"), row.getObject("appended_at", OffsetDateTime.class).toInstant(),
                row.getString("traceparent"), row.getBytes("value"));
    }

    private static void delete(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            delete.executeUpdate();
        }
    }
}
