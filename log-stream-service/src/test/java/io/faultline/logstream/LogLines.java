package io.faultline.logstream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.LinesEnded;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says lines as a source that loses some. */
final class LogLines implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    LogLines(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(RunId run, String source, long number) throws Exception {
        say(run, source, number, "line " + number).get();
    }

    /** Says that there are no more lines, this being the number after the last. */
    void end(RunId run, String source, long number) throws Exception {
        say(run, source, new LinesEnded(run, source, number, Instant.now())).get();
    }

    /** So many lines a second for so long, each with its time in it. */
    void pace(RunId run, String source, int aSecond, int seconds) throws InterruptedException {
        long begun = System.nanoTime();
        for (int tick = 0; tick < 100 * seconds; tick++) {
            for (int i = 1; i <= aSecond / 100; i++) {
                long number = (long) tick * (aSecond / 100) + i;
                say(run, source, new LogLine(run, source, number, Instant.now(), LogLine.Level.INFO, null,
                        "x".repeat(200)));
            }
            long ahead = begun + (tick + 1) * 10_000_000L - System.nanoTime();
            if (ahead > 0) {
                Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
            }
        }
        producer.flush();
    }

    /** Long lines, no faster than a thousand in a tenth of a second. */
    void flood(RunId run, String source, long from, long to) throws Exception {
        String text = "x".repeat(1000);
        for (long number = from; number <= to; number++) {
            Future<?> said = say(run, source, number, text);
            if (number % 1000 == 0 || number == to) {
                said.get();
                Thread.sleep(100);
            }
        }
    }

    private Future<?> say(RunId run, String source, long number, String text) {
        return say(run, source, new LogLine(run, source, number, Instant.now(), LogLine.Level.INFO, null, text));
    }

    private Future<?> say(RunId run, String source, Record line) {
        ProducerRecord<String, byte[]> made = new ProducerRecord<>(Topics.LOGS.topic(), run.toString(),
                new FactCodec().encode(line));
        Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", FactType.of(line).wireName(), "ce_source", source)
                .forEach((name, value) -> made.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return producer.send(made);
    }

    @Override
    public void close() {
        producer.close();
    }
}
