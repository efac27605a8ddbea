package io.faultline.runlog;

import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;

/** Where facts are appended: they are published if, and only if, the caller's transaction commits. */
public interface RunLog {
    /**
     * Appends facts, in this order, within the transaction the caller is in.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a transaction
     * @throws IllegalArgumentException if a fact is larger than a record on Kafka can be; then none of them is appended
     */
    void append(ProjectId project, List<? extends RunFact> facts);

    default void append(ProjectId project, RunFact fact) {
        append(project, List.of(fact));
    }
}
