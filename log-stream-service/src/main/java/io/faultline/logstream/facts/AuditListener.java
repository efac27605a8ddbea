package io.faultline.logstream.facts;

import java.util.List;

import io.faultline.contracts.wire.Topics;
import io.faultline.logstream.audit.Audit;
import io.faultline.logstream.audit.AuditEntry;
import io.faultline.logstream.audit.Original;
import io.faultline.logstream.tail.Channel;
import io.faultline.runlog.ReceivedRecord;
import io.faultline.runlog.RecordListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Keeps every record of the facts' topic, also those nobody can read, and then shows them to who follows. */
final class AuditListener implements RecordListener {
    private final Audit audit;
    private final Channel channel;
    private final Counter kept;

    AuditListener(Audit audit, Channel channel, MeterRegistry metrics) {
        this.audit = audit;
        this.channel = channel;
        this.kept = metrics.counter("faultline.audit.records");
    }

    @Override
    public Topics topic() {
        return Topics.RUNS;
    }

    @Override
    public void on(List<ReceivedRecord> records) {
        List<AuditEntry> entries = audit.keep(records.stream().map(record -> Original.of(record.topic(),
                record.partition(), record.offset(), record.key(), record.headers(), record.value())).toList());
        if (!entries.isEmpty()) {
            AfterCommit.of(() -> {
                kept.increment(entries.size());
                channel.publish(entries.stream().map(AuditEntry::kept).toList(), entries.getLast().position());
            });
        }
    }
}
