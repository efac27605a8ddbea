package io.faultline.runlog;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;

/** Keeps the inbox from growing for ever. The outbox needs no such care: it holds only what Kafka has not taken yet. */
final class InboxUpkeep implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(InboxUpkeep.class);

    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("inbox-upkeep").factory());

    InboxUpkeep(Inbox inbox) {
        var unused = timer.scheduleWithFixedDelay(() -> {
            try {
                inbox.forget();
            } catch (DataAccessException e) {
                LOG.warn("The inbox was not tidied this time: {}", e.getMessage());
            }
        }, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
