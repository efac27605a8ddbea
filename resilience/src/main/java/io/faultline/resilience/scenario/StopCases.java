package io.faultline.resilience.scenario;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;

/** Everything that ends a run on purpose. */
final class StopCases {
    private static final int RUNS = 50;
    private static final int FAULTS_EACH = 10;

    private StopCases() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("stop-on-failure", "22", "a probe with stopOnFailure fails while its process is frozen",
                        "well ≤ 500 ms after the failure", true, StopCases::stopOnFailure),
                new Scenario("halt-500", "25", "halt of 500 faults in force; then a run is asked for",
                        "all gone ≤ 1 s; 423 with who and why", false, StopCases::halt));
    }

    private static void stopOnFailure(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        RunId run = ground.api.submit(
                Experiments.freezeWhile(target, Duration.ofMinutes(2), ground.web.address() + "/ill-soon"));
        Ground.await(() -> target.isInForce(Target.Kind.PROCESS_PAUSE), Duration.ofSeconds(30));
        ground.awaitWell(target, Duration.ofSeconds(30));
        Instant well = Instant.now();
        ground.awaitEnd(found, run, target);
        found.within("well after the failure was told", ground.tap.of(run).stream()
                .filter(each -> each.fact() instanceof ProbeResult result && result.stopsRun()).findFirst()
                .map(each -> Duration.between(each.time(), well)), Duration.ofMillis(500));
    }

    /** As many as come: until all are there, or no more have come for a while. */
    private static long awaitAll(List<Path> folders) throws InterruptedException {
        long before;
        long now = 0;
        do {
            before = now;
            Ground.await(() -> folders.stream().allMatch(Ground::isFilled), Duration.ofSeconds(15));
            now = folders.stream().filter(Ground::isFilled).count();
        } while (now > before && now < folders.size());
        return now;
    }

    private static void halt(Ground ground, Found found) throws Exception {
        List<Path> folders = ground.folders(RUNS * FAULTS_EACH);
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(ground.api.submit(Experiments.fill(folders.subList(i * FAULTS_EACH, (i + 1) * FAULTS_EACH),
                    Duration.ofMinutes(5))));
        }
        found.figure("%d faults in force", awaitAll(folders));
        long asked = System.nanoTime();
        Future<Optional<Duration>> gone = ground.beside
                .submit(() -> Ground.await(() -> folders.stream().noneMatch(Ground::isFilled), Duration.ofSeconds(60)));
        HttpResponse<String> halted = ground.api.post(Room.EXPERIMENT, "/api/v1/halt",
                "{\"reason\": \"a test of halting\"}", UUID.randomUUID().toString());
        Duration answered = Duration.ofNanos(System.nanoTime() - asked);
        found.require(halted.statusCode() == 200, "halt was answered %d: %s", halted.statusCode(), halted.body());
        found.within("all gone", gone.get(), Duration.ofSeconds(1));
        found.figure("answered %d ms", answered.toMillis());
        HttpResponse<String> refused = ground.api.post(Room.EXPERIMENT, "/api/v1/runs",
                Experiments.fill(folders.subList(0, 1), Duration.ofSeconds(1)), UUID.randomUUID().toString());
        found.require(refused.statusCode() == 423 && refused.body().contains("a test of halting"),
                "a start was answered %d: %s", refused.statusCode(), refused.body());
        found.figure("a start is answered %d", refused.statusCode());
        ground.api.delete(Room.EXPERIMENT, "/api/v1/halt", "{\"reason\": \"the test is over\"}");
        for (RunId run : runs) {
            found.require(ground.await(run, RunCompleted.class, Duration.ofSeconds(60)).isPresent(),
                    "run %s did not end", run);
        }
    }
}
