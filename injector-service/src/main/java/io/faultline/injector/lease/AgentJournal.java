package io.faultline.injector.lease;

import java.util.Collection;
import java.util.Set;

import io.faultline.contracts.ids.InfrastructureId;

/** What the journal tells agents: nothing of other infrastructures than theirs. */
@FunctionalInterface
public interface AgentJournal {
    /** Which of these marks are those of faults held in this infrastructure. */
    Set<String> held(InfrastructureId infrastructure, Collection<String> marks);
}
