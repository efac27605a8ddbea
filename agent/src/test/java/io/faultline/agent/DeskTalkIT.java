package io.faultline.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import io.faultline.http.DeskCall;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.store.MarkTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent hears from its server's desk, or does not, and what it tells it. */
class DeskTalkIT {
    private static final Set<String> FOUND = Set.of("faultline-a", "faultline-b");

    private static final Infrastructure HERE = new Infrastructure("prod", new InfrastructureId(new UUID(1, 1)),
            InfrastructureKind.MANIFEST, null, null, null);
    private static final ClusterUndo LOST = new BesideUndo.EndBeside(HERE, "node-1", "m.1", "effect", "delay");

    private HttpServer http;
    private Server server;
    private Session session;
    private DeskJournal journal;

    @BeforeEach
    void open() throws IOException {
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        answers(AgentCredentials.REGISTRATION, 200, "{\"credential\":\"one\"}");
        http.start();
        URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        AgentSettings settings = AgentSettings.of(Map.of("FAULTLINE_SERVER", address.toString(), "FAULTLINE_TOKEN", "t",
                "FAULTLINE_INSTANCE", "i", "FAULTLINE_INFRASTRUCTURE", "01a22324-2cb8-7e6a-91d5-2b730fb83b03"));
        server = new Server(address);
        session = new Session(server, settings);
        journal = new DeskJournal(settings, server, session);
    }

    @AfterEach
    void close() {
        server.close();
        http.stop(0);
    }

    @Test
    void whatTheServerDoesNotNameIsInNobodysHands() throws Exception {
        answers(AgentCredentials.FAULT_HELD, 200, "{\"marks\":[\"faultline-b\"]}");
        assertThat(journal.held(FOUND)).as("before the server knows it").isEqualTo(FOUND);
        session.beat();
        assertThat(journal.held(FOUND)).containsExactly("faultline-b");
    }

    @Test
    void whatTheServerDoesNotTellIsSomebodys() throws Exception {
        session.beat();
        assertThat(journal.held(FOUND)).as("a server of before: 404").isEqualTo(FOUND);
        answers(AgentCredentials.FAULT_HELD, 503, "{}");
        assertThat(journal.held(FOUND)).isEqualTo(FOUND);
        http.stop(0);
        assertThat(journal.held(FOUND)).as("away").isEqualTo(FOUND);
    }

    @Test
    void whatIsLostIsToldUntilTheServerHasHeardOfIt() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        http.createContext(AgentCredentials.FAULT_UNDONE, exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(told.size() < 3 ? 404 : 204, -1);
            exchange.close();
        });
        session.beat();
        news(_ -> true).undone(LOST);
        assertThat(told).as("it did not know of it at first").hasSize(3);
        DeskCall.Undone last = Wire.mapper().readValue(told.peek(), DeskCall.Undone.class);
        assertThat(MarkTexts.undos().undo(last.undo())).as("in the words of the task").isEqualTo(LOST.at(null));
    }

    @Test
    void whatTheServerHadTakenAwayIsNotToldAnyMore() throws Exception {
        session.beat();
        AtomicInteger asked = new AtomicInteger();
        news(_ -> asked.incrementAndGet() < 3).undone(LOST);
        assertThat(asked).as("a server of before: 404, until the fault is over").hasValue(3);
    }

    @Test
    void whatIsTakenAwaySinceTheServerWasSilentIsToldWhenItIsThereAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        undone(() -> asked.incrementAndGet() < 15 ? 503 : 204);
        session.beat();
        news(_ -> false).takenAway(LOST, () -> true);
        assertThat(asked).hasValue(15);
    }

    @Test
    void whatWasTakenAwayAndNobodyKnowsIsToldSomeTimesAndWhatIsPastIsNot() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        undone(() -> {
            asked.incrementAndGet();
            return 404;
        });
        session.beat();
        news(_ -> true).takenAway(LOST, () -> true);
        assertThat(asked).as("there may be several, and not all of them know of it").hasValue(10);
        news(_ -> true).takenAway(LOST, () -> asked.get() < 12);
        assertThat(asked).hasValue(12);
    }

    private void undone(IntSupplier status) {
        http.createContext(AgentCredentials.FAULT_UNDONE, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
    }

    private News news(Predicate<ClusterUndo> held) {
        return new News(server, session, held, MarkTexts.undos(), Duration.ofMillis(1));
    }

    private void answers(String path, int status, String json) {
        http.createContext(path, exchange -> {
            boolean here = exchange.getRequestURI().getPath().equals(path);
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(here ? status : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
