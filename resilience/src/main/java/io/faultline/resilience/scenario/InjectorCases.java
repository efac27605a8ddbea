package io.faultline.resilience.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.embedded.Ports;
import io.faultline.ledger.Absence;
import io.faultline.resilience.house.ChildJvm;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;

/** The injector is killed, frozen, ended, and followed by another. */
final class InjectorCases {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration WATCHDOG = Duration.ofSeconds(1);
    private static final Duration TAKEOVER = Duration.ofSeconds(5);

    private InjectorCases() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("injector-killed", "1",
                        "kill -9 of the only injector with a process frozen; it starts again",
                        "well ≤ 1 s with nobody there; told ≤ 5 s after the restart; injected once", true,
                        InjectorCases::killed),
                new Scenario("injector-taken-over", "1", "kill -9 of an injector beside another one",
                        "well ≤ 1 s; told gone ≤ 5 s", true, InjectorCases::takenOver),
                new Scenario("injector-handed-over", "5", "SIGTERM of an injector beside another one, in mid-run",
                        "the fault stays in force to its planned end; the run completes", true,
                        InjectorCases::handedOver),
                new Scenario("zombie", "11", "an injector frozen for 10 s (SIGSTOP), taken over, and let go on",
                        "well ≤ 5 s; it never strikes again", true, InjectorCases::zombie),
                new Scenario("all-killed", "4", "kill -9 of all six services at once; then all start again",
                        "well ≤ 1 s with nobody there; the run ends", false, InjectorCases::allKilled));
    }

    private static void killed(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        RunId run = ground.frozen(target, LONG);
        ChildJvm injector = ground.house.service(Room.INJECTOR);
        Instant death = Instant.now();
        injector.kill();
        found.within("well", ground.awaitWell(target, Duration.ofSeconds(20)), WATCHDOG);
        injector.start();
        injector.awaitReady();
        Absence absence = Ground.since(death);
        long up = System.nanoTime();
        found.within("told after it serves", ground.await(run, FaultReverted.class, Duration.ofSeconds(60))
                .map(_ -> Duration.ofNanos(System.nanoTime() - up)), TAKEOVER);
        ground.awaitEnd(found, run, target, absence);
    }

    private static ChildJvm second(Ground ground) {
        ChildJvm second = ground.house.another(Room.INJECTOR, "second", Ports.free());
        second.start();
        return second.awaitReady();
    }

    private static void takenOver(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        ChildJvm first = ground.house.service(Room.INJECTOR);
        RunId run = ground.frozen(target, LONG);
        ChildJvm second = second(ground);
        try {
            long death = System.nanoTime();
            first.kill();
            found.within("well", ground.awaitWell(target, Duration.ofSeconds(20)), WATCHDOG);
            found.within("told", ground.await(run, FaultReverted.class, Duration.ofSeconds(60))
                    .map(_ -> Duration.ofNanos(System.nanoTime() - death)), TAKEOVER);
            ground.awaitEnd(found, run, target);
        } finally {
            second.terminate();
        }
    }

    private static void handedOver(Ground ground, Found found) throws Exception {
        Duration planned = Duration.ofSeconds(15);
        Target target = ground.target();
        ChildJvm first = ground.house.service(Room.INJECTOR);
        RunId run = ground.frozen(target, planned);
        long frozen = System.nanoTime();
        ChildJvm second = second(ground);
        try {
            first.terminate();
            ground.awaitWell(target, Duration.ofSeconds(60));
            Duration held = Duration.ofNanos(System.nanoTime() - frozen);
            found.figure("in force for %d of %d ms", held.toMillis(), planned.toMillis());
            found.require(held.compareTo(planned.minusSeconds(1)) > 0, "it was mended after %s already", held);
            ground.awaitEnd(found, run, target);
            boolean asPlanned = ground.tap.of(run).stream()
                    .anyMatch(each -> each.fact() instanceof FaultReverted reverted
                            && reverted.reason() == RevertReason.PLANNED);
            found.require(asPlanned, "it did not come to its planned end: %s", ground.told(run));
        } finally {
            second.terminate();
        }
    }

    private static void zombie(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        ChildJvm first = ground.house.service(Room.INJECTOR);
        RunId run = ground.frozen(target, LONG);
        ChildJvm second = second(ground);
        try {
            Instant from = Instant.now();
            first.freeze();
            found.within("well", ground.awaitWell(target, Duration.ofSeconds(30)), TAKEOVER);
            Thread.sleep(10_000);
            int before = target.changes().size();
            first.thaw();
            Thread.sleep(4_000);
            int strikes = target.changes().size() - before;
            found.figure("%d strikes after it went on", strikes);
            found.require(strikes == 0, "the zombie struck");
            ground.awaitEnd(found, run, target, new Absence(from, from.plusSeconds(3)));
        } finally {
            second.terminate();
        }
    }

    private static void allKilled(Ground ground, Found found) throws Exception {
        Target target = ground.target();
        RunId run = ground.frozen(target, LONG);
        Instant death = Instant.now();
        long moment = System.nanoTime();
        ground.house.services().parallelStream().forEach(ChildJvm::kill);
        ground.awaitWell(target, Duration.ofSeconds(20));
        found.within("well", target.goneAfter(Target.Kind.PROCESS_PAUSE, moment), WATCHDOG);
        ground.house.services().forEach(ChildJvm::start);
        ground.house.services().forEach(ChildJvm::awaitReady);
        Absence absence = Ground.since(death);
        long up = System.nanoTime();
        found.within("run over after they serve", ground.await(run, RunCompleted.class, Duration.ofSeconds(60))
                .map(_ -> Duration.ofNanos(System.nanoTime() - up)), Duration.ofSeconds(10));
        ground.awaitEnd(found, run, target, absence);
    }
}
