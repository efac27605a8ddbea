package io.faultline.runlog;

import java.util.List;

import io.faultline.contracts.wire.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands records to {@link RecordListener}s: a batch in one transaction, and what cannot be kept aside. */
final class RecordReader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final List<RecordListener> listeners;
    private final TransactionTemplate transaction;
    private final DeadLetters deadLetters;

    RecordReader(List<RecordListener> listeners, TransactionTemplate transaction, DeadLetters deadLetters) {
        this.listeners = listeners;
        this.transaction = transaction;
        this.deadLetters = deadLetters;
    }

    void on(List<ReceivedRecord> records) {
        Attempts.at(records, this::hand).forEach(failed -> putAside(failed.piece(), failed.reason()));
    }

    private void hand(List<ReceivedRecord> records) {
        transaction.executeWithoutResult(_ -> listeners.forEach(each -> each.on(records)));
    }

    /** A dead letter nobody can keep is not buried again: it would come back for ever. It still lies on its topic. */
    private void putAside(ReceivedRecord poison, String reason) {
        if (poison.topic().equals(Topics.DEAD.topic())) {
            LOG.error("The dead letter at {} cannot be kept: {}", poison.position(), reason);
        } else {
            deadLetters.bury(poison, reason);
        }
    }
}
