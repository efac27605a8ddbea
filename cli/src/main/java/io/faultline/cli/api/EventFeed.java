package io.faultline.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Follows a stream until closed: when the connection breaks it goes on behind the last event it saw. A run not yet known
 * there is waited for; any other no ends the feed.
 */
public final class EventFeed implements AutoCloseable {
    private static final Duration RECONNECT = Duration.ofMillis(250);
    private static final int PATIENCE = 120;
    private final FaultlineClient client;
    private final String path;
    private final Consumer<StreamEvent> sink;
    private final Consumer<RuntimeException> failed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable String lastId;
    private int fruitless;

    private EventFeed(FaultlineClient client, String path, Consumer<StreamEvent> sink,
            Consumer<RuntimeException> failed) {
        this.client = client;
        this.path = path;
        this.sink = sink;
        this.failed = failed;
    }

    /**
     * Starts following on a thread of its own.
     *
     * @param failed told why, when following has to be given up
     */
    public static EventFeed follow(FaultlineClient client, String path, Consumer<StreamEvent> sink,
            Consumer<RuntimeException> failed) {
        EventFeed feed = new EventFeed(client, path, sink, failed);
        Thread.ofVirtual().name("feed " + path).start(feed::run);
        return feed;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!isClosed()) {
                readOnce();
                if (closed.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            if (!isClosed()) {
                failed.accept(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOnce() {
        try (InputStream body = client.open(path, lastId);
                BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            ServerEvent.readAll(reader, this::deliver);
            fruitless++;
        } catch (IOException e) {
            fruitless++;
        } catch (Refusal refusal) {
            if (refusal.status() != 404 && refusal.status() != 503) {
                throw refusal;
            }
            giveUpAfterMany(refusal);
        } catch (Unreachable unreachable) {
            giveUpAfterMany(unreachable);
        }
    }

    private void giveUpAfterMany(RuntimeException reason) {
        if (++fruitless > PATIENCE) {
            throw reason;
        }
    }

    private void deliver(ServerEvent event) {
        fruitless = 0;
        if (event.id() != null) {
            lastId = event.id();
        }
        try {
            if (!isClosed()) {
                sink.accept(StreamEvent.of(event));
            }
        } catch (JacksonException e) {
            failed.accept(e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
