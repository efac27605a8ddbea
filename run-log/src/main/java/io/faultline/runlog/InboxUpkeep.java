package io.faultline.runlog;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;

/** Keeps the inbox from growing for ever: what is twice as old as Kafka's default retention cannot come again. */
final class InboxUpkeep implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(InboxUpkeep.class);
    private static final Duration KEPT = Duration.ofDays(14);

    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("inbox-upkeep").factory());

    InboxUpkeep(Inbox inbox, InstantSource clock) {
        var unused = timer.scheduleWithFixedDelay(() -> {
            try {
                inbox.forgetBefore(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
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
