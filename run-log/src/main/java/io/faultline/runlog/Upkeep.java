package io.faultline.runlog;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;

/**
 * Keeps a service's tables from growing for ever: forgets once an hour what nobody can need any more. The outbox needs no
 * such care: it holds only what Kafka has not taken yet.
 */
public final class Upkeep implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());

    /** @param tidying little by little, so that no statement takes long */
    public Upkeep(String what, Runnable tidying) {
        var unused = timer.scheduleWithFixedDelay(() -> {
            try {
                tidying.run();
            } catch (DataAccessException e) {
                LOG.warn("Nothing was forgotten of {} this time: {}", what, e.getMessage());
            }
        }, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
