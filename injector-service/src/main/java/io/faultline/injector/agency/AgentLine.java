package io.faultline.injector.agency;

import java.time.Duration;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** To the agents of an infrastructure. */
public interface AgentLine {
    /**
     * What came of a task.
     *
     * @param by who did it; null if nobody did
     */
    record Heard(AgentAnswer answer, @Nullable String by) {}

    /** Has one of them do it; nobody there, or no answer in time, is an answer as well. */
    Heard ask(Infrastructure where, AgentTask task, Duration patience) throws InterruptedException;

    /** Whether this one is thought to be gone. */
    boolean isGone(Infrastructure where, String agent);
}
