package io.faultline.cli;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.faultline.cli.api.EventFeed;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.StreamEvent;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.FactType;
import org.jspecify.annotations.Nullable;

/** Follows a run's streams for commands that print them as they come, to the end of the run. */
record Streams(FaultlineClient client, RunId run) {
    private static final long LAST_WORDS_MILLIS = 300;

    private record Heard(@Nullable StreamEvent event, @Nullable RuntimeException trouble) {}

    /**
     * Follows to the run's end.
     *
     * @param what <code>events</code>, and <code>logs</code> where wanted; the end is always listened for
     */
    void follow(List<String> what, Consumer<StreamEvent> sink) throws InterruptedException {
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        try (EventFeed _ = feed("events", heard); EventFeed _ = what.contains("logs") ? feed("logs", heard) : null) {
            boolean over = false;
            while (true) {
                Heard next = over ? heard.poll(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS) : heard.take();
                if (next == null) {
                    return;
                }
                if (next.trouble() != null) {
                    throw next.trouble();
                }
                StreamEvent event = next.event();
                if (event != null) {
                    over |= FactType.RUN_COMPLETED.wireName().equals(event.type());
                    sink.accept(event);
                }
            }
        }
    }

    private EventFeed feed(String stream, BlockingQueue<Heard> heard) {
        return EventFeed.follow(client, "/api/v1/runs/" + run + "/" + stream,
                event -> heard.add(new Heard(event, null)),
                trouble -> heard.add(new Heard(null, trouble)));
    }
}
