package io.faultline.cli.api;

import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventFeedTest {
    private static final String EVENT = "id: %s\nevent: x\ndata: {\"specversion\":\"1.0\",\"type\":\"io.faultline.unknown.v9\",\ndata: \"id\":\"%s\"}\n\n";

    private final BlockingQueue<StreamEvent> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<RuntimeException> failed = new LinkedBlockingQueue<>();

    @Test
    void goesOnBehindTheLastEventWhenTheConnectionBreaks() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (PlayedServer server = new PlayedServer().on("/stream", exchange -> {
            int call = calls.incrementAndGet();
            String text = call == 1
                    ? ": hello\n\n" + EVENT.formatted("1", "a") + EVENT.formatted("2", "b") + "id: 3\ndata: {\"cut"
                    : EVENT.formatted("3", "c") + "event: gap\ndata: {\"missed\":7}\n\n";
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(text.getBytes(StandardCharsets.UTF_8));
        });
                FaultlineClient client = client(server);
                EventFeed _ = EventFeed.follow(client, "/stream", heard::add, failed::add)) {
            assertThat(List.of(id(), id(), id())).containsExactly("a", "b", "c");
            StreamEvent gap = heard.poll(5, TimeUnit.SECONDS);
            assertThat(gap).isNotNull();
            assertThat(gap.isGap()).isTrue();
            assertThat(gap.missed()).isEqualTo(7);
            assertThat(server.asked()).extracting(PlayedServer.Asked::lastEventId).startsWith(null, "2");
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void waitsForARunTheStreamDoesNotKnowYet() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (PlayedServer server = new PlayedServer().on("/stream", exchange -> {
            byte[] text = EVENT.formatted("1", "a").getBytes(StandardCharsets.UTF_8);
            boolean known = calls.incrementAndGet() > 2;
            exchange.sendResponseHeaders(known ? 200 : 404, known ? text.length : -1);
            exchange.getResponseBody().write(known ? text : new byte[0]);
        });
                FaultlineClient client = client(server);
                EventFeed _ = EventFeed.follow(client, "/stream", heard::add, failed::add)) {
            assertThat(id()).isEqualTo("a");
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void saysSoWhenTheKeyIsWrong() throws Exception {
        try (PlayedServer server = new PlayedServer().on("/stream", 401, "{\"title\":\"A valid API key is needed\"}");
                FaultlineClient client = client(server);
                EventFeed _ = EventFeed.follow(client, "/stream", heard::add, failed::add)) {
            RuntimeException reason = failed.poll(5, TimeUnit.SECONDS);
            assertThat(reason).isInstanceOfSatisfying(Refusal.class,
                    refusal -> assertThat(refusal.status()).isEqualTo(401));
        }
    }

    private String id() throws InterruptedException {
        StreamEvent event = heard.poll(5, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event.json().path("id").asString("");
    }

    private static FaultlineClient client(PlayedServer server) {
        return new FaultlineClient(new Access(URI.create(server.address()), "secret"));
    }
}
