package io.faultline.injector;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.NetworkBlackhole;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.Wire;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsApiIT {
    private static ServiceUnderTest service;
    private static Facts facts;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        service = ServiceUnderTest.start(InjectorService.class, "injector-service");
        facts = Facts.open();
    }

    @AfterAll
    static void close() {
        facts.close();
        service.close();
    }

    @Test
    void showsWhatIsBrokenAndHowToMendItByHand() throws Exception {
        RunId run = facts.newRun();
        try (Sleeper sleeper = Sleeper.start()) {
            facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(20)))));
            facts.await(run, FaultInjected.class);
            JsonNode active = send("GET", "/api/v1/faults?state=active", null, 200).at("/items/0");
            assertThat(active.path("run").asString()).isEqualTo(run.toString());
            assertThat(active.path("type").asString()).isEqualTo("process-pause");
            assertThat(active.path("manualUndo").asString()).isEqualTo("kill -CONT " + sleeper.pid());
            assertThat(active.at("/targets/0/name").asString()).isEqualTo("" + sleeper.pid());
            facts.append(Runs.stopping(run, StopCause.ABORTED));
            facts.await(run, FaultReverted.class);
            assertThat(send("GET", "/api/v1/faults", null, 200).path("items")).isEmpty();
            assertThat(send("GET", "/api/v1/faults?state=reverted", null, 200).path("items")).isNotEmpty();
        }
    }

    @Test
    void aDryRunResolvesTargetsAndDoesNothing() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            Experiment experiment = Experiments.of("dry", sleeper.frozenFor("freeze", Duration.ofSeconds(5)),
                    Fault.of("hole", new NetworkBlackhole(new ProxyTarget("nowhere"), 100), Duration.ofSeconds(5),
                            List.of()));
            JsonNode plan = send("POST", "/api/v1/faults/plan", experiment, 200);
            JsonNode freeze = plan.at("/faults/0");
            assertThat(freeze.path("allowed").asBoolean()).isTrue();
            assertThat(freeze.path("matched").asInt()).isEqualTo(1);
            assertThat(freeze.path("undo").asString()).isEqualTo("kill -CONT " + sleeper.pid());
            assertThat(plan.at("/faults/1/allowed").asBoolean()).isFalse();
            assertThat(plan.at("/faults/1/reason").asString()).contains("no fault proxy 'nowhere'");
            assertThat(sleeper.isFrozen()).isFalse();
        }
    }

    @Test
    void keepsProxiesOverARestart() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0)) {
            Map<String, String> asked = Map.of("listen", "127.0.0.1:0", "upstream",
                    "127.0.0.1:" + upstream.getLocalPort());
            JsonNode made = send("PUT", "/api/v1/proxies/payments", asked, 200);
            assertThat(send("PUT", "/api/v1/proxies/payments", asked, 200)).isEqualTo(made);
            service.restart();
            JsonNode kept = send("GET", "/api/v1/proxies", null, 200).at("/items/0");
            assertThat(kept).isEqualTo(made);
            assertThat(kept.path("open").asBoolean()).isTrue();
            send("DELETE", "/api/v1/proxies/payments", null, 204);
            send("DELETE", "/api/v1/proxies/payments", null, 404);
        }
    }

    @Test
    void aProxyListensOnLoopbackOnly() throws Exception {
        JsonNode problem = send("PUT", "/api/v1/proxies/open",
                Map.of("listen", "0.0.0.0:0", "upstream", "127.0.0.1:80"), 400);
        assertThat(problem.toString()).contains("loopback only");
    }

    @Test
    void noProxyLeadsToWhereCloudsKeepTheirCredentials() throws Exception {
        for (String upstream : List.of("169.254.169.254:80", "[::ffff:169.254.169.254]:80", "[fe80::1]:80",
                "[fd00:ec2::254]:80")) {
            JsonNode problem = send("PUT", "/api/v1/proxies/metadata",
                    Map.of("listen", "127.0.0.1:0", "upstream", upstream), 400);
            assertThat(problem.toString()).contains("link-local");
        }
    }

    @Test
    void aProxyWithAFaultInItIsNotTakenAway() throws Exception {
        RunId run = facts.newRun();
        send("PUT", "/api/v1/proxies/busy", Map.of("listen", "127.0.0.1:0", "upstream", "127.0.0.1:9"), 200);
        facts.append(Runs.due(run, Runs.inject(Fault.of("hole",
                new NetworkBlackhole(new ProxyTarget("busy"), 100), Duration.ofSeconds(20), List.of()))));
        facts.await(run, FaultInjected.class);
        send("DELETE", "/api/v1/proxies/busy", null, 409);
        facts.append(Runs.stopping(run, StopCause.ABORTED));
        facts.await(run, FaultReverted.class);
        send("DELETE", "/api/v1/proxies/busy", null, 204);
    }

    private JsonNode send(String method, String path, Object body, int expected)
            throws IOException, InterruptedException {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve(path)).method(method, publisher)
                .header("Authorization", service.authorization()).header("Content-Type", "application/json").build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
        return Wire.mapper().readTree(response.body().isEmpty() ? "{}" : response.body());
    }
}
