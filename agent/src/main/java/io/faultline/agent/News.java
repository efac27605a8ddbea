package io.faultline.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.faultline.http.AgentCredentials;
import io.faultline.http.DeskCall;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.UndoText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server has not asked for: an effect whose helper was lost, or that the agent takes away since it has to go,
 * so that its fault is over before its time.
 *
 * @param held whether the server has not had an effect taken away yet
 * @param pause between two times it is told
 */
record News(Server server, Session session, Predicate<ClusterUndo> held, UndoText undos, Duration pause) {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    /** Returns when the server has heard of it, or has had it taken away, or is away itself. */
    void undone(ClusterUndo undo) {
        while (held.test(undo) && !isHeard(undo)) {
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private boolean isHeard(ClusterUndo undo) {
        String credential = session.credential();
        if (credential == null) {
            return false;
        }
        try {
            server.post(AgentCredentials.FAULT_UNDONE, credential, new DeskCall.Undone(written(undo)), Void.class);
            return true;
        } catch (IOException e) {
            LOG.debug("The server does not know yet that {} is not in force any more: {}", undo, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Once: who has to go has no time, and a server that does not hear it has the next agent look. */
    void mended(List<ClusterUndo> all) {
        String credential = session.credential();
        if (credential == null || all.isEmpty()) {
            return;
        }
        try {
            server.post(AgentCredentials.FAULT_MENDED, credential,
                    new DeskCall.Mended(all.stream().map(this::written).toList()), Void.class);
        } catch (IOException e) {
            LOG.info("The server was not told what this agent has taken away before it goes: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String written(ClusterUndo undo) {
        return undos.write(undo.at(null));
    }
}
