package io.faultline.resilience.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.ledger.Absence;
import io.faultline.resilience.watch.Target;

/** Kafka is killed, for a while and for good. */
final class BrokerCases {
    private BrokerCases() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("broker-away", "6",
                        "kill -9 of the broker, 10 s down, during 200 runs (20 when quick) in force; one is stopped meanwhile",
                        "stop → well ≤ 1 s without Kafka; no run is lost", true, BrokerCases::away),
                new Scenario("broker-gone", "7", "kill -9 of the broker in mid-run, for good",
                        "well ≤ 5 s after the broker's patience of 15 s", false, BrokerCases::gone));
    }

    private static void away(Ground ground, Found found) throws Exception {
        int count = ground.quick ? 20 : 200;
        List<Path> folders = ground.folders(count);
        List<RunId> runs = new ArrayList<>();
        for (Path folder : folders) {
            runs.add(ground.api.submit(Experiments.fill(List.of(folder), Duration.ofSeconds(ground.quick ? 15 : 45))));
        }
        Target target = ground.target();
        RunId stopped = ground.frozen(target, Duration.ofMinutes(2));
        boolean all = Ground.await(() -> folders.stream().allMatch(Ground::isFilled), Duration.ofSeconds(60))
                .isPresent();
        found.require(all, "only %d of %d faults were in force at once",
                folders.stream().filter(Ground::isFilled).count(), count);
        Instant from = Instant.now();
        ground.house.broker().kill();
        long down = System.nanoTime();
        long asked = System.nanoTime();
        ground.api.abort(stopped, "a stop without Kafka");
        ground.awaitWell(target, Duration.ofSeconds(30));
        found.within("stop → well", target.goneAfter(Target.Kind.PROCESS_PAUSE, asked), Duration.ofSeconds(1));
        Thread.sleep(Math.max(0, 10_000 - (System.nanoTime() - down) / 1_000_000));
        ground.house.broker().start();
        ground.house.broker().awaitReady();
        Absence absence = new Absence(from, Instant.now().plusSeconds(5));
        int ended = 0;
        for (RunId run : runs) {
            ended += ground.await(run, RunCompleted.class, Duration.ofSeconds(120)).isPresent() ? 1 : 0;
        }
        found.figure("%d of %d runs ended", ended, count);
        found.require(ended == count, "%d runs did not end", count - ended);
        found.require(folders.stream().noneMatch(Ground::isFilled), "something is still in force");
        ground.awaitEnd(found, stopped, target, absence);
    }

    private static void gone(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        RunId run = ground.frozen(target, Duration.ofMinutes(3));
        Instant from = Instant.now();
        ground.house.broker().kill();
        long down = System.nanoTime();
        Optional<Duration> well = ground.awaitWell(target, Duration.ofSeconds(60))
                .map(_ -> Duration.ofNanos(System.nanoTime() - down));
        found.within("well", well, Duration.ofSeconds(20));
        ground.house.broker().start();
        ground.house.broker().awaitReady();
        ground.awaitEnd(found, run, target, new Absence(from, Instant.now().plusSeconds(5)));
    }
}
