package io.faultline.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import io.faultline.http.AgentCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent takes to be somebody's, by what its server says, or does not. */
class DeskJournalIT {
    private static final Set<String> FOUND = Set.of("faultline-a", "faultline-b");

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
