package io.faultline.logstream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.faultline.contracts.wire.Wire;
import io.faultline.testkit.ServiceUnderTest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the service, which reads streams only as fast as it is told to. */
final class Api {
    private final ServiceUnderTest service;
    private final HttpClient http = HttpClient.newHttpClient();

    Api(ServiceUnderTest service) {
        this.service = service;
    }

    record Event(@Nullable String id, String name, String data) {
        JsonNode json() {
            return Wire.mapper().readTree(data);
        }

        /** For how many kept things it stands. */
        long count() {
            return name.equals("gap") ? json().path("missed").asLong() : 1;
        }
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve(path))
                .header("Authorization", service.authorization()).method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return Wire.mapper().readTree(text(path));
    }

    String text(String path) throws IOException, InterruptedException {
        return send("GET", path).body();
    }

    int status(String path) throws IOException, InterruptedException {
        return send("GET", path).statusCode();
    }

    int statusWithoutKey(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    int post(String path) throws IOException, InterruptedException {
        return send("POST", path).statusCode();
    }

    Stream stream(String path, @Nullable String lastEventId) throws IOException {
        return new Stream(service.baseUrl(), path, service.authorization(), lastEventId);
    }

    /** Server-sent events over a bare socket with a small buffer, so that not reading is felt at the other end. */
    static final class Stream implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader reader;

        Stream(URI base, String path, String authorization, @Nullable String lastEventId) throws IOException {
            socket.setReceiveBufferSize(16 * 1024);
            socket.setSoTimeout(20_000);
            socket.connect(new java.net.InetSocketAddress(base.getHost(), base.getPort()));
            Map<String, String> headers = new HashMap<>(Map.of("Host", base.getAuthority(), "Authorization",
                    authorization, "Accept", "text/event-stream"));
            if (lastEventId != null) {
                headers.put("Last-Event-ID", lastEventId);
            }
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.0\r\n");
            headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 4096);
            String status = reader.readLine();
            if (status == null || !status.contains(" 200")) {
                throw new IOException("refused: " + status);
            }
        }

        /** The next event; null when the stream has ended. */
        @Nullable
        Event next() throws IOException {
            String id = null;
            String name = "";
            String data = "";
            long patience = System.nanoTime() + 20_000_000_000L;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (System.nanoTime() > patience) {
                    throw new IOException("nothing but heartbeats for 20 s");
                }
                if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(id, name, data);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
