package io.faultline.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An API server that knows one token at a time, and a kubeconfig that is written anew. */
class RenewedCredentialsIT {
    @TempDir
    private Path folder;
    private HttpServer server;
    private volatile String accepted = "first";
    private ClusterClients clients;
    private final AtomicLong nanos = new AtomicLong();
    private int written;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        clients = new ClusterClients(folder.resolve("kubeconfig"), List.of(), nanos::get, 0);
    }

    @AfterEach
    void stop() {
        clients.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = ("Bearer " + accepted).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] answer = (known
                ? "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"shop\"}}"
                : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":401}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void write(String user, int port) throws IOException {
        Path file = folder.resolve("kubeconfig");
        Files.writeString(file, """
                                apiVersion: v1
                                kind: Config
                                clusters:
                                - {name: c, cluster: {server: "http://127.0.0.1:%d"}}
                                users:
                                - {name: u, user: {%s}}
                                contexts:
                                - {name: x, context: {cluster: c, user: u}}
                                current-context: x
                                """.formatted(port, user));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++written)));
    }

    private void write(String user) throws IOException {
        write(user, server.getAddress().getPort());
    }

    private static String asked(KubernetesClient client) {
        return client.namespaces().withName("shop").get().getMetadata().getName();
    }

    @Test
    void aTokenRenewedInTheKubeconfigIsTakenUpByWhoeverHasTheClient() throws Exception {
        write("token: first");
        KubernetesClient client = clients.to(null);
        assertThat(asked(client)).isEqualTo("shop");
        accepted = "second";
        assertThatThrownBy(() -> asked(client)).isInstanceOfSatisfying(KubernetesClientException.class,
                e -> assertThat(e.getCode()).isEqualTo(401));
        write("token: second");
        assertThat(asked(client)).isEqualTo("shop");
        assertThat(clients.to(null)).isSameAs(client);
    }

    @Test
    void anotherCertificateOrAddressIsAnotherClientAndTheOldOneGoesOn() throws Exception {
        write("token: first");
        KubernetesClient client = clients.to(null);
        assertThat(clients.to(null)).isSameAs(client);
        HttpServer moved = server;
        start(moved);
        write("token: first");
        KubernetesClient other = clients.to(null);
        assertThat(other).isNotSameAs(client);
        assertThat(asked(other)).isEqualTo("shop");
        assertThat(asked(client)).isEqualTo("shop");
        moved.stop(0);
    }

    @Test
    void aClientThatWasReplacedLongAgoIsClosed() throws Exception {
        write("token: first");
        KubernetesClient first = clients.to(null);
        write("username: other, token: first");
        KubernetesClient second = clients.to(null);
        assertThat(second).isNotSameAs(first);
        nanos.addAndGet(ClusterClients.IN_USE.toNanos() + 1);
        write("token: first");
        KubernetesClient third = clients.to(null);
        assertThat(first.getHttpClient().isClosed()).isTrue();
        assertThat(second.getHttpClient().isClosed()).as("it was replaced just now").isFalse();
        assertThat(asked(third)).isEqualTo("shop");
    }

    /** Another one beside it. */
    private void start(HttpServer before) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        assertThat(server.getAddress()).isNotEqualTo(before.getAddress());
        server.createContext("/", this::answer);
        server.start();
    }
}
