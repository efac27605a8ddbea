package io.faultline.standalone.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Stated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The topic of facts, read whole. Runs whose beginning Kafka has thrown away are left out: half a story proves nothing.
 *
 * @param originals what an audit has to have kept of each run: event and value, in order
 */
record Told(Map<RunId, List<Stated>> runs, Map<RunId, List<String>> originals, boolean whole) {
    static Told read(String brokers, FactCodec codec, @Nullable RunId only, Evidence evidence) {
        Map<RunId, List<Stated>> runs = new LinkedHashMap<>();
        Map<RunId, List<String>> originals = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Set<Integer> cut = Topic.read(brokers, Topics.RUNS, record -> {
            Optional<Stated> stated = Stated.read(codec, String.valueOf(record.key()), record.partition(),
                    record.offset(), name -> header(record, name), record.value());
            stated.filter(fact -> only == null || fact.run().equals(only)).ifPresent(fact -> {
                runs.computeIfAbsent(fact.run(), _ -> new ArrayList<>()).add(fact);
                String id = String.valueOf(header(record, CloudEventHeaders.ID.header()));
                if (seen.add(id)) {
                    originals.computeIfAbsent(fact.run(), _ -> new ArrayList<>()).add(original(id, record.value()));
                }
                evidence.text(record.topic() + "/" + record.partition() + "/" + record.offset(), fact.run(),
                        text(record));
            });
        });
        runs.values().removeIf(facts -> cut.contains(facts.getFirst().partition())
                && !(facts.getFirst().fact() instanceof ExperimentRequested));
        originals.keySet().retainAll(runs.keySet());
        runs.values().stream().flatMap(List::stream).sorted(Told::inOrder).forEach(evidence::fact);
        return new Told(runs, originals, cut.isEmpty());
    }

    /** The facts of a run, each once, in order. */
    List<Stated> once(RunId run) {
        Set<Object> seen = new HashSet<>();
        return runs.getOrDefault(run, List.of()).stream().filter(fact -> seen.add(fact.id())).toList();
    }

    <T extends RunFact> Stream<T> told(RunId run, Class<T> type) {
        return runs.getOrDefault(run, List.of()).stream().map(Stated::fact).filter(type::isInstance).map(type::cast);
    }

    static String original(String eventId, byte[] value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return eventId + " " + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    static String text(ConsumerRecord<String, byte[]> record) {
        StringBuilder text = new StringBuilder(record.value() == null ? "" : new String(record.value(), UTF_8));
        record.headers().forEach(header -> text.append('\n').append(header(record, header.key())));
        return text.toString();
    }

    private static int inOrder(Stated one, Stated other) {
        int partition = Integer.compare(one.partition(), other.partition());
        return partition != 0 ? partition : Long.compare(one.offset(), other.offset());
    }
}
