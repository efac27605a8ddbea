package io.faultline.logstream.facts;

import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.run.LinesEnded;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.faultline.logstream.lines.Lines;
import io.faultline.logstream.lines.Said;
import io.faultline.logstream.tail.Channel;
import io.faultline.runlog.ReceivedRecord;
import io.faultline.runlog.RecordListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Keeps log lines and samples. What cannot be read is counted and passed over: its number will be missed. */
final class LogListener implements RecordListener {
    private final Lines lines;
    private final Channel channel;
    private final FactCodec codec;
    private final Counter lost;
    private final Counter unreadable;

    LogListener(Lines lines, Channel channel, FactCodec codec, MeterRegistry metrics) {
        this.lines = lines;
        this.channel = channel;
        this.codec = codec;
        this.lost = metrics.counter("faultline.logs.lost");
        this.unreadable = metrics.counter("faultline.logs.unreadable");
    }

    @Override
    public Topics topic() {
        return Topics.LOGS;
    }

    @Override
    public void on(List<ReceivedRecord> records) {
        List<Said.Line> said = new ArrayList<>(records.size());
        records.forEach(record -> read(record, said));
        Lines.Outcome outcome = lines.keep(said);
        AfterCommit.of(() -> {
            lost.increment(outcome.lost());
            channel.publish(outcome.kept(), 0);
        });
    }

    private void read(ReceivedRecord record, List<Said.Line> said) {
        String type = record.header(CloudEventHeaders.TYPE);
        String id = record.header(CloudEventHeaders.ID);
        FactCodec.Decoded decoded = type == null
                ? new FactCodec.Decoded.UnknownType("none")
                : codec.decode(type, record.value());
        String eventId = id == null || id.length() > 100 || id.indexOf('\0') >= 0 ? record.position() : id;
        String json = new String(record.value(), UTF_8);
        switch (decoded) {
            case FactCodec.Decoded.Known(LogLine line) -> said.add(new Said.Line(line.run().toString(), line.source(),
                    line.sequence(), line.at(), eventId, String.valueOf(type), json));
            case FactCodec.Decoded.Known(LinesEnded ended) -> said.add(new Said.Line(ended.run().toString(),
                    ended.source(), ended.sequence(), ended.at(), eventId, String.valueOf(type), json));
            case FactCodec.Decoded.Known(ProbeSample sample) ->
                said.add(new Said.Line(sample.run().toString(), sample.source(), sample.sequence(),
                        sample.measurement().at(), eventId, String.valueOf(type), json));
            case FactCodec.Decoded _ -> unreadable.increment();
        }
    }
}
