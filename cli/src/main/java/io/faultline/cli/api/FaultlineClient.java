package io.faultline.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** One Faultline, as JSON goes to it and comes from it. */
public final class FaultlineClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Access access;
    private final HttpClient http;
    private final JsonMapper mapper = Wire.mapper();

    public FaultlineClient(Access access) {
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5));
        this.http = "https".equals(access.address().getScheme())
                ? builder.build()
                : builder.sslContext(new NoTls()).build();
    }

    public Access access() {
        return access;
    }

    public JsonNode read(String path) {
        return send("GET", path, null, Map.of()).body();
    }

    /** What is there as text, in its own form. */
    public String text(String path) {
        HttpResponse<byte[]> response = exchange(
                request(path).timeout(PATIENCE).header("Accept", "application/yaml, application/problem+json").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw Refusal.of(response.statusCode(), parse(response.body()));
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode post(String path, Object body) {
        return send("POST", path, body, Map.of()).body();
    }

    /** Sends a request; what is no 2xx is thrown as {@link Refusal}. */
    public Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        }
        HttpResponse<byte[]> response = exchange(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode json = parse(response.body());
        if (response.statusCode() / 100 != 2) {
            throw Refusal.of(response.statusCode(), json);
        }
        return new Answer(response.statusCode(), json == null ? NullNode.getInstance() : json,
                response.headers().firstValue("ETag").orElse(null));
    }

    /** The items of a list, page after page, up to a limit. */
    public List<JsonNode> list(String path, Map<String, String> filters, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = read(path + query(filters, Math.min(limit - items.size(), 500), after));
            (page.isArray() ? page : page.path("items")).forEach(items::add);
            after = page.path("next").asString(null);
        } while (after != null && items.size() < limit);
        return List.copyOf(items.subList(0, Math.min(limit, items.size())));
    }

    /** Opens a stream of server-sent events, after the event with this id if one is given. */
    InputStream open(String path, @Nullable String lastEventId) {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw Refusal.of(response.statusCode(), parse(body.readNBytes(64_000)));
        } catch (IOException e) {
            throw new Unreachable(access, e);
        }
    }

    /** Ends what is still open; a stream being read ends with an error in its reader. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(access.resolve(path)).header("User-Agent",
                "faultline-cli");
        return access.key() == null ? request : request.header("Authorization", "Bearer " + access.key());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (HttpTimeoutException e) {
            throw new Refusal(504, "timeout", "No answer within " + PATIENCE.toSeconds() + " s",
                    "%s is there but does not answer; look at its log".formatted(access), List.of());
        } catch (IOException e) {
            throw new Unreachable(access, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(access, e);
        }
    }

    private @Nullable JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? null : mapper.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String query(Map<String, String> filters, int limit, @Nullable String after) {
        String given = filters.entrySet().stream()
                .map(filter -> "&" + filter.getKey() + "=" + encode(filter.getValue()))
                .sorted().collect(Collectors.joining());
        return "?limit=" + limit + given + (after == null ? "" : "&after=" + encode(after));
    }

    /** A name or id as one segment of a path, whatever stands in it. */
    public static String segment(String name) {
        return encode(name).replace("+", "%20");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
