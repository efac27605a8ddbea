package io.faultline.logstream.facts;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Nobody is shown what might not have been kept. */
final class AfterCommit implements TransactionSynchronization {
    private final Runnable work;

    private AfterCommit(Runnable work) {
        this.work = work;
    }

    static void of(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(work));
    }

    @Override
    public void afterCommit() {
        work.run();
    }
}
