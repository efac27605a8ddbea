package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the dead letters: as it was, unless it is larger than Kafka takes. A record may be so: the limit
 * is on what is sent, which can be compressed. Then its beginning is kept, and a header says how large it was.
 */
final class DeadRecord {
    /** Kafka takes 1 MB by default, headers and all. */
    private static final int LARGEST = 900_000;
    private static final int BEGINNING = 64 << 10;
    private static final int LONGEST_HEADER = 1 << 10;
    private static final int MOST_HEADERS = 40;

    private DeadRecord() {}

    static ProducerRecord<String, byte[]> of(ReceivedRecord poison, Map<String, String> notes) {
        int size = poison.value().length + length(poison.key()) + poison.headers().entrySet().stream()
                .mapToInt(header -> length(header.getKey()) + length(header.getValue())).sum();
        return size <= LARGEST ? made(poison, poison.headers(), notes) : cut(poison, notes, BEGINNING);
    }

    /** The least that can be said of it. */
    static ProducerRecord<String, byte[]> smallest(ReceivedRecord poison, Map<String, String> notes) {
        return cut(poison, notes, 0);
    }

    private static ProducerRecord<String, byte[]> cut(ReceivedRecord poison, Map<String, String> notes, int kept) {
        Map<String, String> headers = poison.headers().entrySet().stream()
                .sorted((one, other) -> Boolean.compare(isOurs(other.getKey()), isOurs(one.getKey())))
                .limit(MOST_HEADERS).collect(Collectors.toMap(each -> shortened(each.getKey()),
                        each -> shortened(each.getValue()), (first, _) -> first, LinkedHashMap::new));
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put(DeadLetters.CUT, Integer.toString(poison.value().length));
        byte[] beginning = Arrays.copyOf(poison.value(), Math.min(kept, poison.value().length));
        return made(new ReceivedRecord(poison.topic(), poison.partition(), poison.offset(),
                poison.key() == null ? null : shortened(poison.key()), headers, beginning), headers, all);
    }

    private static ProducerRecord<String, byte[]> made(ReceivedRecord record, Map<String, String> headers,
            Map<String, String> notes) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.DEAD.topic(), null, record.key(),
                record.value());
        headers.forEach((name, value) -> add(made, name, value));
        notes.forEach((name, value) -> {
            made.headers().remove(name);
            add(made, name, value);
        });
        return made;
    }

    private static void add(ProducerRecord<String, byte[]> made, String name, String value) {
        made.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOurs(String header) {
        return Arrays.stream(CloudEventHeaders.values()).anyMatch(each -> each.header().equals(header));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_HEADER ? text : text.substring(0, LONGEST_HEADER);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
