package io.faultline.agent;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The house the agent works for, over HTTP; every call is bounded in time. */
final class Server implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private static final int MOST_OF_A_PROBLEM = 16_000;
    private static final int MOST_OF_A_DETAIL = 500;

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).build();

    Server(URI address) {
        this.address = address;
    }

    /** It answered that it does not know whoever calls. */
    static final class ShutOut extends IOException {
        ShutOut(String detail) {
            super(detail);
        }
    }

    /** It does not want what was sent: it is not there, or contradicts how things are. */
    static final class NotWanted extends IOException {
        private final boolean unknown;

        NotWanted(String detail, int status) {
            super(detail);
            this.unknown = status == HttpURLConnection.HTTP_NOT_FOUND;
        }

        /** Nobody there knows of it. */
        boolean isUnknown() {
            return unknown;
        }
    }

    /** What it says to what is sent. */
    <T> @Nullable T post(String path, String bearer, @Nullable Object body, Class<T> answer)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER)
                .header("Authorization", "Bearer " + bearer).header("Content-Type", "application/json")
                .POST(body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(Wire.mapper().writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, Server::read);
        switch (response.statusCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> throw new ShutOut(said(response));
            case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT ->
                throw new NotWanted(said(response), response.statusCode());
            default -> {
                if (response.statusCode() / 100 != 2) {
                    throw new IOException(said(response));
                }
            }
        }
        try {
            return response.body().length == 0 ? null : Wire.mapper().readValue(response.body(), answer);
        } catch (JacksonException e) {
            throw new IOException("the server's answer cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Of what is no answer to the agent only a problem is read, for it says what a person has to do. */
    private static HttpResponse.BodySubscriber<byte[]> read(HttpResponse.ResponseInfo response) {
        if (response.statusCode() / 100 == 2) {
            return HttpResponse.BodySubscribers.ofByteArray();
        }
        boolean isProblem = response.headers().firstValue("Content-Type").orElse("")
                .startsWith("application/problem+json")
                && response.headers().firstValueAsLong("Content-Length").orElse(0) <= MOST_OF_A_PROBLEM;
        return isProblem
                ? HttpResponse.BodySubscribers.limiting(HttpResponse.BodySubscribers.ofByteArray(), MOST_OF_A_PROBLEM)
                : HttpResponse.BodySubscribers.replacing(new byte[0]);
    }

    /** Where it was called, with what status it answered, and its reason, if it gave one. */
    private static String said(HttpResponse<byte[]> response) {
        String detail = detail(response.body());
        return "%s answered %d%s".formatted(response.uri(), response.statusCode(),
                detail.isBlank() ? "" : ": " + detail);
    }

    private static String detail(byte[] problem) {
        try {
            String detail = problem.length == 0 ? "" : Wire.mapper().readTree(problem).path("detail").asString("");
            return detail.substring(0, Math.min(detail.length(), MOST_OF_A_DETAIL)).replaceAll("\\p{Cntrl}+", " ");
        } catch (JacksonException e) {
            return "";
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
