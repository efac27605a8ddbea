package io.faultline.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.faultline.http.AgentCredentials;
import io.faultline.http.DeskCall;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.UndoText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server has not asked for: an effect whose helper was lost, so that its fault is over before its time.
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
            server.post(AgentCredentials.FAULT_UNDONE, credential, new DeskCall.Undone(undos.write(undo.at(null))),
                    Void.class);
            return true;
        } catch (IOException e) {
            LOG.debug("The server does not know yet that {} is not in force any more: {}", undo, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
