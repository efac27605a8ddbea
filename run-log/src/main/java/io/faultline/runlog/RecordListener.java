package io.faultline.runlog;

import java.util.List;

import io.faultline.contracts.wire.Topics;

/**
 * What a service does with records as they are, unread: for those who keep everything (log-stream-service). One bean a
 * topic; called with a batch, in order, in one transaction. Records may come twice: the listener recognises them.
 */
public interface RecordListener {
    Topics topic();

    void on(List<ReceivedRecord> records);
}
