package io.faultline.testkit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunLogRecord;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.faultline.ledger.Account;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Ledger;
import io.faultline.ledger.Limits;
import io.faultline.ledger.Owners;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The other services, as one service sees them: states facts in their place, and sees what is published from its
 * beginning on. Speaks plain Kafka, so that it stays right when run-log goes wrong.
 */
public final class Facts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ProjectId PROJECT = Runs.PROJECT;

    private final KafkaProducer<String, byte[]> producer;
    private final PublishedRecords seen;
    private final FactCodec codec = new FactCodec();
    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());

    public Facts(EmbeddedHouse house) {
        producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, house.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.LINGER_MS_CONFIG, 0), new StringSerializer(),
                new ByteArraySerializer());
        seen = new PublishedRecords(house.bootstrapServers());
    }

    public static Facts open() {
        return new Facts(EmbeddedHouse.open());
    }

    /** A run nobody has heard of. */
    public RunId newRun() {
        return ids.run();
    }

    /** An event id nobody has used. */
    public EventId newEvent() {
        return ids.event();
    }

    /** States a fact as its owner would; returns when Kafka has it. */
    public EventId append(RunFact fact) {
        EventId id = ids.event();
        append(id, fact);
        return id;
    }

    /** States it under this event id: twice the same is a redelivery. */
    public void append(EventId id, RunFact fact) {
        Record published = (Record) fact;
        append(FactType.of(published).wireName(), id, fact.run(), codec.encode(published), Owners.of(fact));
    }

    /** Publishes anything at all: types nobody knows, bytes nobody can read. */
    public void append(String wireName, EventId id, RunId run, byte[] value) {
        append(wireName, id, run, value, "/faultline/testkit");
    }

    private void append(String wireName, EventId id, RunId run, byte[] value, String source) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.RUNS.topic(),
                run.toString(), value);
        Map<CloudEventHeaders, String> headers = Map.of(CloudEventHeaders.SPEC_VERSION, "1.0",
                CloudEventHeaders.ID, id.toString(), CloudEventHeaders.TYPE, wireName, CloudEventHeaders.SOURCE,
                source, CloudEventHeaders.SUBJECT, run.toString(), CloudEventHeaders.TIME,
                Instant.now().toString(), CloudEventHeaders.PROJECT, PROJECT.toString(),
                CloudEventHeaders.CONTENT_TYPE, "application/json");
        headers.forEach((header, text) -> made.headers().add(header.header(), text.getBytes(UTF_8)));
        try {
            producer.send(made).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refuses " + wireName, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while appending " + wireName, e);
        }
    }

    /** The facts published of a run so far, in order, one's own among them. */
    public List<RunFact> all(RunId run) {
        return seen.of(run).stream().map(PublishedRecords.Published::value).filter(RunFact.class::isInstance)
                .map(RunFact.class::cast).toList();
    }

    public <T extends RunFact> List<T> all(RunId run, Class<T> type) {
        return all(run).stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The lines and samples of a run published so far. */
    public List<RunLogRecord> lines(RunId run) {
        return seen.of(run).stream().map(PublishedRecords.Published::value)
                .filter(RunLogRecord.class::isInstance).map(RunLogRecord.class::cast).toList();
    }

    /** Everything published of a run so far, with its headers; of {@code faultline.dead} too. */
    public List<PublishedRecords.Published> records(RunId run) {
        return seen.of(run);
    }

    /** Holds what was published of a run so far, lines and all, against what is promised of every run. */
    public Account ledger(RunId run) {
        Evidence evidence = Evidence.takenAt(Instant.now(), Limits.PROMISED);
        seen.of(run).stream().map(PublishedRecords.Published::stated).filter(Objects::nonNull)
                .forEach(evidence::fact);
        lines(run).forEach(evidence::line);
        return Ledger.check(evidence);
    }

    /** Waits for the first fact of this type. */
    public <T extends RunFact> T await(RunId run, Class<T> type) {
        return await(run, type, _ -> true, PATIENCE);
    }

    /** Waits at most this long for the first fact of this type. */
    public <T extends RunFact> T await(RunId run, Class<T> type, Duration patience) {
        return await(run, type, _ -> true, patience);
    }

    /** Waits for the first fact of this type that fits. */
    public <T extends RunFact> T await(RunId run, Class<T> type, Predicate<T> fits) {
        return await(run, type, fits, PATIENCE);
    }

    private <T extends RunFact> T await(RunId run, Class<T> type, Predicate<T> fits, Duration patience) {
        String what = type.getSimpleName() + " of run " + run;
        try {
            return Awaitility.await(what).atMost(patience).pollInterval(Duration.ofMillis(10))
                    .until(() -> all(run, type).stream().filter(fits).findFirst(), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no %s within %s; what was said: %s".formatted(what, patience, all(run)), e);
        }
    }

    /** Waits until what was published of a run fits as a whole. */
    public List<RunFact> awaitAll(RunId run, Predicate<List<RunFact>> fits) {
        return Awaitility.await("facts of run " + run).atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
                .until(() -> all(run), fits);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        seen.close();
    }
}
