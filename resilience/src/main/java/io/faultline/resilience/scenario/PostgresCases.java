package io.faultline.resilience.scenario;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.ledger.Absence;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;

/** The database goes away, for a moment and for long. */
final class PostgresCases {
    private PostgresCases() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("postgres-restarted", "8", "Postgres is ended with SIGQUIT in mid-run and started at once",
                        "API 503 problem+json with Retry-After; injected once; recovery ≤ 3 s after it is up", true,
                        PostgresCases::restarted),
                new Scenario("postgres-away", "9",
                        "Postgres is away for 60 s (8 s when quick), a process frozen for 6 s of it",
                        "nothing starts; well ≤ 5 s, for its lease cannot be renewed", true, PostgresCases::away));
    }

    private static void restarted(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        RunId run = ground.frozen(target, Duration.ofSeconds(8));
        Instant from = Instant.now();
        ground.house.endPostgresAtOnce();
        HttpResponse<String> answer = ground.api.post(Room.EXPERIMENT, "/api/v1/runs",
                Experiments.freeze(target, Duration.ofSeconds(1)), UUID.randomUUID().toString());
        found.figure("API %d", answer.statusCode());
        found.require(answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent()
                && answer.headers().firstValue("Content-Type").orElse("").contains("problem+json"),
                "the API answered %d %s %s", answer.statusCode(), answer.headers().map(), answer.body());
        ground.house.startPostgres();
        long up = System.nanoTime();
        Optional<Duration> accepted = Ground.await(() -> isAccepted(ground), Duration.ofSeconds(60));
        found.within("accepts again", accepted.map(_ -> Duration.ofNanos(System.nanoTime() - up)),
                Duration.ofSeconds(3));
        ground.awaitEnd(found, run, target, new Absence(from, Instant.now().plusSeconds(3)));
    }

    private static boolean isAccepted(Ground ground) {
        try {
            return ground.api.get(Room.EXPERIMENT, "/api/v1/runs?limit=1").statusCode() == 200;
        } catch (java.io.IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void away(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        Target other = ground.target();
        RunId run = ground.frozen(target, Duration.ofSeconds(6));
        long began = System.nanoTime();
        Instant from = Instant.now();
        ground.house.endPostgresAtOnce();
        HttpResponse<String> answer = ground.api.post(Room.EXPERIMENT, "/api/v1/runs",
                Experiments.freeze(other, Duration.ofSeconds(1)), UUID.randomUUID().toString());
        found.require(answer.statusCode() == 503, "a start was answered %d", answer.statusCode());
        ground.awaitWell(target, Duration.ofSeconds(30));
        found.within("well", target.goneAfter(Target.Kind.PROCESS_PAUSE, began), Duration.ofSeconds(5));
        long away = Duration.ofSeconds(ground.quick ? 8 : 60).toMillis();
        Thread.sleep(Math.max(0, away - (System.nanoTime() - began) / 1_000_000));
        found.require(other.changes().isEmpty(), "something began without a journal");
        ground.house.startPostgres();
        long up = System.nanoTime();
        found.within("run over", ground.await(run, RunCompleted.class, Duration.ofSeconds(60))
                .map(_ -> Duration.ofNanos(System.nanoTime() - up)), Duration.ofSeconds(10));
        ground.awaitEnd(found, run, target, new Absence(from, Instant.now()));
    }
}
