package io.faultline.agent;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.faultline.http.Desk;
import io.faultline.http.DeskCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Fetches tasks from one desk, one after the other, and does them side by side. */
final class Shift implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final long PAUSE = 300;
    private static final int TRIES = 10;

    private final Server server;
    private final Session session;
    private final String tasks;
    private final String answers;
    private final Work work;
    private final Runnable heard;
    private final Set<String> working = ConcurrentHashMap.newKeySet();
    private boolean troubled;

    /** @param heard told whenever the desk answered */
    Shift(Server server, Session session, String tasks, String answers, Work work, Runnable heard) {
        this.server = server;
        this.session = session;
        this.tasks = tasks;
        this.answers = answers;
        this.work = work;
        this.heard = heard;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!fetch()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean fetch() throws InterruptedException {
        String credential = session.credential();
        if (credential == null) {
            return false;
        }
        try {
            DeskCall.Tasks found = server.post(tasks, credential, new DeskCall.Ask(List.copyOf(working)),
                    DeskCall.Tasks.class);
            heard.run();
            troubled = false;
            if (found != null) {
                found.tasks().forEach(this::begin);
            }
            return true;
        } catch (IOException e) {
            if (!troubled) {
                LOG.warn("{} gives no tasks: {}", tasks, e.toString());
            }
            troubled = true;
            return false;
        }
    }

    private void begin(Desk.Given given) {
        working.add(given.id());
        Thread.ofVirtual().name("task-" + given.id()).start(() -> {
            try {
                JsonNode done = work.done(given.task());
                if (!isWanted(new DeskCall.Answer(given.id(), done))) {
                    work.unwanted(given.task());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("Task {} failed", given.id(), e);
            } finally {
                working.remove(given.id());
            }
        });
    }

    /** An answer that does not get through is repeated for a while: otherwise the task would be done again. */
    private boolean isWanted(DeskCall.Answer answer) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            String credential = session.credential();
            try {
                server.post(answers, credential == null ? "" : credential, answer, Void.class);
                return true;
            } catch (Server.NotWanted e) {
                LOG.info("The answer to task {} was not taken: {}", answer.id(), e.getMessage());
                return !e.isUnknown();
            } catch (IOException e) {
                LOG.info("The answer to task {} did not get through: {}", answer.id(), e.toString());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE);
        }
        return true;
    }
}
