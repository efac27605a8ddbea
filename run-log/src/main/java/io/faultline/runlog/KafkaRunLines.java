package io.faultline.runlog;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.run.LinesEnded;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Topics;
import io.micrometer.core.instrument.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Lines and samples straight to Kafka. The source is new at each start of the service, and so are its sequences. */
final class KafkaRunLines implements RunLines, AutoCloseable {
    private static final String NO_PROJECT = "default";
    private static final int RUNS_AT_ONCE = 10_000;
    private static final int AGAIN_SECONDS = 2;

    private final FactProducer producer;
    private final FactCodec codec;
    private final Ids ids;
    private final InstantSource clock;
    private final String source;
    private final Tracing tracing;
    private final Counter lost;
    private final ScheduledExecutorService again = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("lines-ended").factory());
    private final Sequences sequences = new Sequences(RUNS_AT_ONCE);

    KafkaRunLines(FactProducer producer, FactCodec codec, Ids ids, InstantSource clock, String service,
            Tracing tracing, Counter lost) {
        this.producer = producer;
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
        this.source = service + "/" + ids.event().toString().substring(24);
        this.tracing = tracing;
        this.lost = lost;
    }

    @Override
    public void line(RunId run, @Nullable StepId step, LogLine.Level level, String text) {
        sequences.next(run,
                number -> send(run, new LogLine(run, source, number, clock.instant(), level, step, text)));
    }

    @Override
    public void sample(RunId run, StepId step, @Nullable FaultId fault, String probe, MeasurePhase phase,
            Measurement measurement) {
        sequences.next(run,
                number -> send(run, new ProbeSample(run, source, number, step, fault, probe, phase, measurement)));
    }

    @Override
    public void end(RunId run) {
        sequences.oneMore(run,
                number -> sendUntilTaken(toRecord(run, new LinesEnded(run, source, number, clock.instant()))));
    }

    private void send(RunId run, Record said) {
        producer.sendQuietly(toRecord(run, said), lost::increment);
    }

    private void sendUntilTaken(ProducerRecord<String, byte[]> last) {
        producer.sendQuietly(last, () -> {
            try {
                var unused = again.schedule(() -> sendUntilTaken(last), AGAIN_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                lost.increment();
            }
        });
    }

    private ProducerRecord<String, byte[]> toRecord(RunId run, Record said) {
        return FactRecord.of(Topics.LOGS, run.toString(), ids.event().toString(), FactType.of(said).wireName(), source,
                NO_PROJECT, clock.instant(), tracing.of(run), codec.encode(said));
    }

    @Override
    public void close() {
        again.shutdownNow();
    }
}
