package io.faultline.runlog;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads facts for a {@link FactListener}: a batch is one transaction together with the inbox. A batch that fails is taken
 * again fact by fact, so that one poison record costs only itself.
 */
final class FactReader {
    private final FactListener listener;
    private final FactCodec codec;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transaction;
    private final Tracing tracing;
    private final MeterRegistry metrics;
    private final Set<Class<? extends RunFact>> wanted;

    FactReader(FactListener listener, FactCodec codec, Inbox inbox, DeadLetters deadLetters,
            TransactionTemplate transaction, Tracing tracing, MeterRegistry metrics) {
        this.listener = listener;
        this.codec = codec;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.tracing = tracing;
        this.metrics = metrics;
        this.wanted = Set.copyOf(listener.facts());
    }

    /** What a record is to this reader. */
    private sealed interface Read {
        ReceivedRecord origin();
    }

    /** A fact that could be read, still with the record it came in. */
    private record Readable(ReceivedFact fact, ReceivedRecord origin) implements Read {}

    private record Poison(ReceivedRecord origin, String reason) implements Read {}

    /** Poison is buried last: a batch that comes again, for the database was away, is not to bury it each time. */
    void on(List<ReceivedRecord> records) {
        List<Readable> readable = new ArrayList<>();
        List<Poison> poison = new ArrayList<>();
        for (ReceivedRecord each : records) {
            switch (read(each)) {
                case Readable fact -> readable.add(fact);
                case Poison found -> poison.add(found);
                case null -> {
                }
            }
        }
        Attempts.at(readable, this::apply)
                .forEach(failed -> poison.add(new Poison(failed.piece().origin(), failed.reason())));
        poison.forEach(each -> deadLetters.bury(each.origin(), each.reason()));
    }

    private void apply(List<Readable> batch) {
        transaction.executeWithoutResult(_ -> {
            Set<UUID> fresh = inbox.firstSeen(batch.stream().map(Readable::fact).toList());
            for (Readable each : batch) {
                if (fresh.remove(each.fact().id().value())) {
                    tracing.heard(each.fact().fact().run(), each.origin().header(CloudEventHeaders.TRACEPARENT));
                    tracing.continued(each.origin().header(CloudEventHeaders.TRACEPARENT),
                            each.fact().fact().getClass().getSimpleName(), () -> listener.on(each.fact()));
                } else {
                    metrics.counter("faultline.facts.repeated").increment();
                }
            }
        });
    }

    private @Nullable Read read(ReceivedRecord record) {
        String type = record.header(CloudEventHeaders.TYPE);
        if (type == null) {
            return new Poison(record, "no ce_type header: not a CloudEvent in binary mode");
        }
        if (FactType.named(type).filter(known -> !wanted.contains(known.record())).isPresent()) {
            return null;
        }
        return switch (codec.decode(type, record.value())) {
            case FactCodec.Decoded.Known(RunFact fact) -> withEnvelope(record, fact);
            case FactCodec.Decoded.Known(Record other) ->
                new Poison(record, other.getClass() + " is no fact of a run");
            case FactCodec.Decoded.UnknownType(String _) -> skipped("unknown_type");
            case FactCodec.Decoded.Unreadable(String reason) -> new Poison(record, reason);
        };
    }

    private @Nullable Read skipped(String reason) {
        metrics.counter("faultline.facts.skipped", "reason", reason).increment();
        return null;
    }

    private @Nullable Read withEnvelope(ReceivedRecord record, RunFact fact) {
        try {
            String id = record.header(CloudEventHeaders.ID);
            String time = record.header(CloudEventHeaders.TIME);
            String project = record.header(CloudEventHeaders.PROJECT);
            if (id == null || time == null || project == null) {
                return new Poison(record, "a header is missing: ce_id, ce_time and ce_projectid are needed");
            }
            if (!fact.run().toString().equals(record.key())) {
                return new Poison(record, "the key is not the run's id: its order in the run is not known");
            }
            ReceivedFact received = new ReceivedFact(EventId.parse(id), new ProjectId(project), Instant.parse(time),
                    fact);
            return inbox.remembers(received.time()) ? new Readable(received, record) : skipped("too_old");
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return new Poison(record, "a header cannot be read: " + e.getMessage());
        }
    }
}
