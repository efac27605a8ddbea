package io.faultline.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.faultline.http.AgentCredentials;
import io.faultline.http.DeskCall;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.UndoText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server has not asked for: an effect whose helper was lost, or that the agent takes away since it has to go, or
 * has heard nothing for too long, so that its fault is over before its time.
 *
 * @param held whether the server has not had an effect taken away yet
 * @param pause between two times it is told
 */
record News(Server server, Session session, Predicate<ClusterUndo> held, UndoText undos, Duration pause) {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);
    private static final int ENOUGH = 10;

    /** Whether it was heard. */
    private enum Heard {
        YES, NOT_KNOWN_THERE, NO
    }

    /** Returns when the server has heard of it, or has had it taken away, or is away itself. */
    void undone(ClusterUndo undo) {
        while (held.test(undo) && told(undo) != Heard.YES) {
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /**
     * The same for what was taken away since the server was silent: it may not have noticed. Returns when it has heard of it
     * or, asked some times, for there may be several, knows nothing of it; or when it is past.
     *
     * @param open whether it is not past yet
     */
    void takenAway(ClusterUndo undo, BooleanSupplier open) {
        int unknown = 0;
        while (unknown < ENOUGH && open.getAsBoolean()) {
            switch (told(undo)) {
                case YES -> {
                    return;
                }
                case NOT_KNOWN_THERE -> unknown++;
                case NO -> {
                }
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private Heard told(ClusterUndo undo) {
        String credential = session.credential();
        if (credential == null) {
            return Heard.NO;
        }
        try {
            server.post(AgentCredentials.FAULT_UNDONE, credential, new DeskCall.Undone(written(undo)), Void.class);
            return Heard.YES;
        } catch (IOException e) {
            LOG.debug("The server does not know yet that {} is not in force any more: {}", undo, e.toString());
            return e instanceof Server.NotWanted answer && answer.isUnknown() ? Heard.NOT_KNOWN_THERE : Heard.NO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Heard.YES;
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
