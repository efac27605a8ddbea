package io.faultline.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A cluster that has too much to do at first. */
class RetryingIT {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer api;
    private String kubeconfig;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/", exchange -> {
            byte[] body = "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"items\":[]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 429 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        Path file = folder.resolve("kubeconfig");
        Files.writeString(file,
                """
                {"apiVersion":"v1","kind":"Config","current-context":"it","contexts":[{"name":"it","context":
                {"cluster":"it","user":"it"}}],"users":[{"name":"it","user":{"token":"t"}}],"clusters":[{"name":"it",
                "cluster":{"server":"http://127.0.0.1:%d"}}]}""".formatted(api.getAddress().getPort()));
        kubeconfig = file.toString();
    }

    @AfterEach
    void close() {
        api.stop(0);
    }

    @Test
    void isAskedAgainByAClientThatIsToAndByNoOther() throws Exception {
        try (ClusterClients once = ClusterClients.of(kubeconfig, "");
                ClusterClients again = ClusterClients.retrying(kubeconfig, "")) {
            assertThatThrownBy(() -> once.to(null).namespaces().list()).isInstanceOf(KubernetesClientException.class);
            assertThat(asked).hasValue(1);
            asked.set(0);
            assertThat(again.to(null).namespaces().list().getItems()).isEmpty();
            assertThat(asked).hasValue(2);
        }
    }
}
