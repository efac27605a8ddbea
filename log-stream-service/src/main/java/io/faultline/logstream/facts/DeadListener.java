package io.faultline.logstream.facts;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.faultline.contracts.wire.Topics;
import io.faultline.logstream.dead.DeadLetter;
import io.faultline.logstream.dead.DeadLetters;
import io.faultline.runlog.ReceivedRecord;
import io.faultline.runlog.RecordListener;

/** Keeps dead letters as they lay before somebody gave up on them: run-log notes that in headers of its own. */
final class DeadListener implements RecordListener {
    private static final String PREFIX = "faultline-dead-";
    private static final int LONGEST_NAME = 200;

    private final DeadLetters letters;

    DeadListener(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public Topics topic() {
        return Topics.DEAD;
    }

    @Override
    public void on(List<ReceivedRecord> records) {
        letters.keep(records.stream().map(DeadListener::letter).toList());
    }

    private static DeadLetter letter(ReceivedRecord record) {
        Map<String, String> original = new TreeMap<>(record.headers());
        original.keySet().removeIf(name -> name.startsWith(PREFIX) && !name.equals(DeadLetter.CUT));
        try {
            return letter(record, original, name(record, "topic", ""),
                    Integer.parseInt(noted(record, "partition", "")), Long.parseLong(noted(record, "offset", "")),
                    Instant.parse(noted(record, "at", "")));
        } catch (NumberFormatException | DateTimeException e) {
            return letter(record, original, record.topic(), record.partition(), record.offset(), Instant.EPOCH);
        }
    }

    private static DeadLetter letter(ReceivedRecord record, Map<String, String> headers, String topic, int partition,
            long offset, Instant at) {
        return new DeadLetter(0, topic, partition, offset, name(record, "service", "unknown"),
                noted(record, "reason", "no reason was given"), at, record.key(), headers, record.value(), null);
    }

    /** What is looked up by. */
    private static String name(ReceivedRecord record, String name, String otherwise) {
        String noted = noted(record, name, otherwise);
        return noted.substring(0, Math.min(LONGEST_NAME, noted.length()));
    }

    private static String noted(ReceivedRecord record, String name, String otherwise) {
        return record.headers().getOrDefault(PREFIX + name, otherwise).replace('\0', ' ');
    }
}
