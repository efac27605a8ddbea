package io.faultline.logstream.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.logstream.tail.Archive;
import io.faultline.logstream.tail.Channel;
import io.faultline.logstream.tail.Client;
import io.faultline.logstream.tail.Kept;
import io.faultline.logstream.tail.Tail;
import io.faultline.logstream.tail.Wish;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Facts and log lines: as pages for who accepts JSON; for who accepts <code>text/event-stream</code> the same from its
 * beginning on, and then as it comes.
 */
@RestController
class StreamController {
    private static final Duration FIRST_WORD = Duration.ofSeconds(2);
    private static final String LAST_WORD = "io.faultline.run-completed.v1";

    private final Channel events;
    private final Channel logs;
    private final CloudEventJson json;

    StreamController(Channel eventChannel, Channel logChannel, CloudEventJson json) {
        this.events = eventChannel;
        this.logs = logChannel;
        this.json = json;
    }

    @GetMapping(path = "/api/v1/runs/{id}/events", produces = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    Page<JsonNode> events(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return answer(events, RunId.parse(id).toString(), LAST_WORD, Query.of(request), response);
    }

    @GetMapping(path = "/api/v1/runs/{id}/logs", produces = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    Page<JsonNode> logs(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return answer(logs, RunId.parse(id).toString(), "", Query.of(request), response);
    }

    @GetMapping(path = "/api/v1/events", produces = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    Page<JsonNode> all(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return answer(events, Archive.ALL, "", Query.of(request), response);
    }

    private @Nullable Page<JsonNode> answer(Channel channel, String feed, String endsWith, Query query,
            HttpServletResponse response) throws IOException {
        if (query.streams()) {
            stream(channel, new Wish(feed, query.after(), query.types(), endsWith, query.forever()), response);
            return null;
        }
        List<Kept> found = channel.archive().after(feed, query.after(), Page.probe(query.limit()), query.types());
        if (found.isEmpty() && !known(feed)) {
            throw Problem.notFound("run", feed);
        }
        Page<Kept> page = Page.of(found, query.limit(), kept -> Long.toString(kept.sequence()));
        return new Page<>(page.items().stream().map(json::of).toList(), page.next());
    }

    private void stream(Channel channel, Wish wish, HttpServletResponse response) throws IOException {
        Client client = channel.open(wish.feed());
        try {
            awaitFirstWord(wish.feed());
            new Tail(channel, client, wish, new EventSink(response)).follow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            channel.leave(wish.feed(), client);
        }
    }

    /** Who asks right after requesting a run may be faster than its first fact. */
    private void awaitFirstWord(String feed) throws InterruptedException {
        if (!known(feed)) {
            Client first = events.open(feed);
            try {
                first.next(FIRST_WORD);
            } finally {
                events.leave(feed, first);
            }
            if (!known(feed)) {
                throw Problem.notFound("run", feed);
            }
        }
    }

    private boolean known(String feed) {
        return feed.equals(Archive.ALL) || isKept(events, feed) || isKept(logs, feed);
    }

    private static boolean isKept(Channel channel, String feed) {
        return !channel.archive().newest(Set.of(feed)).isEmpty();
    }
}
