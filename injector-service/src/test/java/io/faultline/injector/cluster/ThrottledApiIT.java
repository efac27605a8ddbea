package io.faultline.injector.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.cluster.ClusterMark;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Eviction;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.store.MarkTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An API server that is asked too much: what it answers is what Kubernetes does, word for word. */
class ThrottledApiIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LeftToController POD = new LeftToController(null, "shop", "cart-0", "u");
    private static final String EVICTION = "POST /api/v1/namespaces/shop/pods/cart-0/eviction";
    private static final String NODE = "/api/v1/nodes/n";
    private static final Answer THROTTLED = new Answer(429, 1, "Too many requests, please try again later.\n");
    private static final Answer BUSY_FOR_LONG = new Answer(429, 0, status(429, "\"retryAfterSeconds\":600"));
    private static final Answer BUDGET = new Answer(429, 10, status(429,
            "\"causes\":[{\"reason\":\"DisruptionBudget\",\"message\":\"needs 1 healthy pods\"}]"));
    private static final Answer DONE = new Answer(201, 0, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":201}");
    @TempDir
    private Path folder;
    private HttpServer server;
    private ClusterRig rig;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private record Answer(int code, int retryAfter, String body) {}

    private static String status(int code, String details) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"no\",\"details\":{%s}}"
                .formatted(code, details);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path file = Files.writeString(folder.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(server.getAddress().getPort()));
        rig = new ClusterRig(file);
        answer("GET /api/v1", new Answer(200, 0,
                """
                {"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"pods/eviction",
                "namespaced":true,"group":"policy","version":"v1","kind":"Eviction","verbs":["create"]}]}
                """));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        server.stop(0);
    }

    /** One after the other, the last for ever. */
    private void answer(String request, Answer... given) {
        answers.put(request, new ArrayDeque<>(List.of(given)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        asked.add(request);
        Deque<Answer> left = answers.getOrDefault(request,
                new ArrayDeque<>(List.of(new Answer(404, 0, status(404, "")))));
        Answer answer = left.size() > 1 ? left.removeFirst() : left.getFirst();
        if (answer.code() == 0) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type",
                answer.body().startsWith("{") ? "application/json" : "text/plain");
        if (answer.retryAfter() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfter()));
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.code(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Driver<LeftToController> evict() {
        return rig.driver(new PodEvict(PodTarget.labelled("shop", "app=cart"), true));
    }

    @Test
    void anEvictionIsAskedForAgainWhenTheClusterHasTimeForIt() throws Exception {
        answer(EVICTION, THROTTLED, THROTTLED, DONE);
        evict().inject(POD, MINUTE);
        assertThat(asked).filteredOn(EVICTION::equals).hasSize(3);
        assertThat(asked).noneMatch(each -> each.startsWith("DELETE"));
    }

    @Test
    void aClusterThatHasNoTimeIsNoDisruptionBudgetAndNoPodIsDeletedByForce() {
        answer(EVICTION, BUSY_FOR_LONG);
        assertThatThrownBy(() -> evict().inject(POD, MINUTE)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("the cluster is asked too much (429), and wants to be left alone for 600 s")
                .hasMessageNotContaining("budget");
        assertThat(asked).filteredOn(EVICTION::equals).hasSize(1);
        assertThat(asked).noneMatch(each -> each.startsWith("DELETE"));
    }

    @Test
    void aDisruptionBudgetIsToldAtOnceHoweverLongItAsksToWait() throws Exception {
        answer(EVICTION, BUDGET);
        long began = System.nanoTime();
        assertThat(rig.reach().hand().evict(POD, null)).isEqualTo(Eviction.REFUSED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(asked).filteredOn(EVICTION::equals).hasSize(1);
    }

    @Test
    void aClusterThatWantsToBeLeftAloneForLongIsNotWaitedFor() {
        answer("GET " + NODE, new Answer(429, 600, "Too many requests, please try again later.\n"));
        long began = System.nanoTime();
        assertThatThrownBy(() -> rig.reach().hand().revert(new Uncordon(null, "n", "u", "m", false)))
                .hasMessageContaining("the cluster is asked too much (429)");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aConnectionThatWasLostIsReplaced() throws Exception {
        Answer cut = new Answer(0, 0, "");
        answer("PATCH " + NODE, cut, marked());
        answer("GET " + NODE, marked());
        rig.reach().hand().revert(new Uncordon(null, "n", "u", "m", false));
        assertThat(asked).filteredOn(("PATCH " + NODE)::equals).hasSize(2);
        answer("PATCH " + NODE, cut);
        assertThatThrownBy(() -> rig.reach().hand().revert(new Uncordon(null, "n", "u", "m", false)))
                .isInstanceOf(ClusterTrouble.class);
        assertThat(asked).as("three times, and no more").filteredOn(("PATCH " + NODE)::equals).hasSize(5);
    }

    /** None of a kind can be seen, and what is marked of the others is found nevertheless. */
    @Test
    void aKindThatIsNotAnsweredKeepsNoOtherFromBeingSeen() throws Exception {
        String mark = MarkTexts.json().write(new ClusterMark("m", "h", Instant.EPOCH,
                new ScaleBack(null, "deployment", "shop", "cart", "u", "m", 2, 0)));
        answer("GET /api/v1/nodes", new Answer(500, 0, status(500, "")));
        answer("GET /apis/apps/v1/deployments", new Answer(200, 0,
                """
                {"kind":"DeploymentList","apiVersion":"apps/v1","metadata":{},"items":[{"metadata":{"name":"cart",
                "namespace":"shop","uid":"u","labels":{"faultline.io/marked":"true"},"annotations":{"%s":"%s"}}}]}"""
                        .formatted(rig.reach().marks().key("m"), mark.replace("\"", "\\\""))));
        answer("GET /apis/apps/v1/statefulsets", BUSY_FOR_LONG);
        Marked marked = rig.reach().marked().in(null);
        assertThat(marked.objects()).extracting(MarkedObject::path).containsExactly("shop/cart");
        assertThat(marked.unseen()).anyMatch(why -> why.startsWith("look for marks on nodes: the cluster's API has"))
                .anyMatch(why -> why.startsWith("look for marks on stateful sets: the cluster is asked too much"));
    }

    @Test
    void aClusterThatDoesNotAnswerAtAllIsNotTakenForOneWithoutMarks() {
        answer("GET /api/v1/nodes", new Answer(0, 0, ""));
        assertThatThrownBy(() -> rig.reach().marked().in(null)).isInstanceOf(ClusterTrouble.class);
        assertThat(asked).doesNotContain("GET /apis/apps/v1/deployments");
    }

    private Answer marked() {
        return new Answer(200, 0,
                """
                {"kind":"Node","apiVersion":"v1","metadata":{"name":"n","uid":"u","resourceVersion":"1",
                "annotations":{"%s":"{}"}},"spec":{"unschedulable":true}}"""
                        .formatted(rig.reach().marks().key("m")));
    }

    @Test
    void anUndoIsTriedUntilTheClusterTakesIt() throws Exception {
        Uncordon undo = new Uncordon(null, "n", "u", "m", false);
        Answer node = marked();
        Answer away = new Answer(503, 0, status(503, ""));
        answer("GET " + NODE, THROTTLED, THROTTLED, THROTTLED, node);
        answer("PATCH " + NODE, away, away, away, away, node);
        rig.reach().hand().revert(undo);
        assertThat(asked).filteredOn(("PATCH " + NODE)::equals).hasSize(5);
    }
}
