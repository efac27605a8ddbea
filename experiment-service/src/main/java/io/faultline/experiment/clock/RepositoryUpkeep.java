package io.faultline.experiment.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.faultline.experiment.gitops.GitOpsDesk;
import io.faultline.experiment.gitops.Syncing;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.hub.Hubbing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks into repositories whose time has come; in a thread of its own, because whoever reminds the injector shares the scheduler's. */
@Component
class RepositoryUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryUpkeep.class);

    private final HubDesk hubs;
    private final GitOpsDesk gitOps;
    private final AtomicBoolean underWay = new AtomicBoolean();

    RepositoryUpkeep(HubDesk hubs, GitOpsDesk gitOps) {
        this.hubs = hubs;
        this.gitOps = gitOps;
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("repositories").start(() -> {
                try {
                    sync();
                } catch (RuntimeException e) {
                    LOG.warn("Repositories could not be looked into, trying again: {}", e.getMessage());
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    private void sync() {
        if (gitOps.syncDue() instanceof Syncing.Failed(String why)) {
            LOG.warn("Experiments could not be taken from the repository of GitOps: {}", why);
        }
        for (Hubbing hubbing : hubs.syncDue()) {
            if (hubbing instanceof Hubbing.Failed failed) {
                LOG.warn("The {}", failed.says());
            }
        }
    }
}
