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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an agent hears from its server's desk, or does not, and what it tells it. */
class DeskTalkIT {
    private static final String AT_LEAST = "an answer that gets lost is asked for once more";
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
        assertThat(asked).as(AT_LEAST).hasValueGreaterThanOrEqualTo(15);
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
        assertThat(asked).as("there may be several, and not all of them know of it").hasValueBetween(10, 15);
        int before = asked.get();
        news(_ -> true).takenAway(LOST, () -> asked.get() < before + 2);
        assertThat(asked).as(AT_LEAST).hasValueGreaterThanOrEqualTo(before + 2).hasValueLessThan(before + 5);
    }

    private void undone(IntSupplier status) {
        http.createContext(AgentCredentials.FAULT_UNDONE, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
    }

    /** What an operator has to do about it stands in the server's answer and nowhere else. */
    @Test
    void whatTheServerRefusesIsToldWithItsReasonAndTheAddressThatWasCalled() {
        problem(AgentCredentials.HEARTBEAT, 403, "{\"detail\":\"add it\\nto FAULTLINE_API_HOSTS\"}");
        assertThat(trouble(AgentCredentials.HEARTBEAT)).isEqualTo(
                "http://127.0.0.1:%d%s answered 403: add it to FAULTLINE_API_HOSTS".formatted(
                        http.getAddress().getPort(), AgentCredentials.HEARTBEAT));
        problem(AgentCredentials.FAULT_HELD, 401, "{\"detail\":\"the token was renewed\"}");
        assertThat(trouble(AgentCredentials.FAULT_HELD)).endsWith("answered 401: the token was renewed");
    }

    @Test
    void anAnswerThatIsNoProblemOrTooMuchOfOneIsTakenForItsStatus() {
        answers(AgentCredentials.FAULT_HELD, 502, "<html>the proxy's own page</html>");
        assertThat(trouble(AgentCredentials.FAULT_HELD)).endsWith("answered 502");
        problem(AgentCredentials.FAULT_TASKS, 403, "{\"detail\":\"%s\"}".formatted("x".repeat(1_000_000)));
        assertThat(trouble(AgentCredentials.FAULT_TASKS)).endsWith("answered 403");
        problem(AgentCredentials.PROBE_TASKS, 403, "{\"detail\":\"%s\"}".formatted("x".repeat(10_000)));
        assertThat(trouble(AgentCredentials.PROBE_TASKS)).contains("answered 403: xxx").hasSizeLessThan(700);
        problem(AgentCredentials.PROBE_ANSWERS, 403, "no JSON");
        assertThat(trouble(AgentCredentials.PROBE_ANSWERS)).endsWith("answered 403");
    }

    private String trouble(String path) {
        return assertThatThrownBy(() -> server.post(path, "t", null, Void.class)).isInstanceOf(IOException.class)
                .actual().getMessage();
    }

    private News news(Predicate<ClusterUndo> held) {
        return new News(server, session, held, MarkTexts.undos(), Duration.ofMillis(1));
    }

    private void problem(String path, int status, String json) {
        answers(path, status, "application/problem+json", json);
    }

    private void answers(String path, int status, String json) {
        answers(path, status, "application/json", json);
    }

    private void answers(String path, int status, String type, String json) {
        http.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean here = exchange.getRequestURI().getPath().equals(path);
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(here ? status : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
