package io.faultline.resilience.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Wire;
import io.faultline.resilience.house.ProcessHouse;
import io.faultline.standalone.Room;
import tools.jackson.databind.JsonNode;

/** The API as a careful client uses it: what was not answered is sent again under the same key. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ProcessHouse house;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public Api(ProcessHouse house) {
        this.house = house;
    }

    public RunId submit(String experiment) throws InterruptedException {
        JsonNode answer = untilAnswered(Room.EXPERIMENT, "/api/v1/runs", experiment);
        return RunId.parse(answer.path("run").asString());
    }

    /** Of a run that is over already it is taken for granted. */
    public void abort(RunId run, String reason) throws InterruptedException {
        untilAnswered(Room.EXPERIMENT, "/api/v1/runs/" + run + "/abort",
                Wire.mapper().writeValueAsString(java.util.Map.of("reason", reason)));
    }

    private JsonNode untilAnswered(Room room, String path, String body) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        long until = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < until) {
            try {
                HttpResponse<String> answer = post(room, path, body, key);
                int status = answer.statusCode();
                if (status / 100 == 2 || (status == 409 && answer.body().contains("over"))) {
                    return Wire.mapper().readTree(answer.body());
                }
                last = status + " " + answer.body();
                if (status / 100 == 4 && status != 409 && status != 404 && status != 429) {
                    break;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("%s of %s was not accepted: %s".formatted(path, room.title(), last));
    }

    /** Posts once. */
    public HttpResponse<String> post(Room room, String path, String body, String key)
            throws IOException, InterruptedException {
        return http.send(request(room, path).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Deletes once. */
    public HttpResponse<String> delete(Room room, String path, String body) throws IOException, InterruptedException {
        return http.send(request(room, path).header("Content-Type", "application/json").timeout(Duration.ofSeconds(20))
                .method("DELETE", HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Gets once. */
    public HttpResponse<String> get(Room room, String path) throws IOException, InterruptedException {
        return http.send(request(room, path).timeout(Duration.ofSeconds(20)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(Room room, String path) {
        return HttpRequest.newBuilder(URI.create(house.address(room) + path)).header("x-api-key", ProcessHouse.KEY);
    }
}
