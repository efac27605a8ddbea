package io.faultline.resilience.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.ledger.Absence;
import io.faultline.ledger.Stated;
import io.faultline.resilience.house.ChildJvm;
import io.faultline.resilience.house.Installation;
import io.faultline.resilience.house.ProcessHouse;
import io.faultline.resilience.kill.Verdict;
import io.faultline.resilience.kill.Web;
import io.faultline.resilience.watch.Api;
import io.faultline.resilience.watch.FactTap;
import io.faultline.resilience.watch.Target;

/** The house scenarios are played in, one after the other, and what they all need. */
final class Ground implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(120);

    final ProcessHouse house;
    final FactTap tap;
    final Api api;
    final Web web;
    final boolean quick;
    /** What has to be looked at while something else is waited for. */
    final ExecutorService beside = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final List<Target> targets = new ArrayList<>();
    private int number;

    Ground(Installation installation, Path home, boolean quick) throws IOException {
        this.house = ProcessHouse.start(installation, home, (_, _) -> {});
        this.tap = new FactTap(house.kafka());
        this.api = new Api(house);
        this.web = new Web();
        this.quick = quick;
    }

    Target target() throws IOException {
        Target target = new Target(house.home().resolve("targets/" + number++));
        targets.add(target);
        web.follow(target);
        return target;
    }

    List<Path> folders(int count) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            folders.add(Files.createDirectories(house.home().resolve("targets/folder-" + number++)));
        }
        return folders;
    }

    static boolean isFilled(Path folder) {
        String[] found = folder.toFile().list();
        return found != null && found.length > 0;
    }

    /** Begins a run that freezes the target, and returns once it is frozen and that is told. */
    RunId frozen(Target target, Duration time) throws InterruptedException {
        RunId run = api.submit(Experiments.freeze(target, time));
        if (await(() -> target.isInForce(Target.Kind.PROCESS_PAUSE), SOON).isEmpty()) {
            throw new IllegalStateException("nothing was frozen: " + told(run));
        }
        if (await(run, FaultInjected.class, SOON).isEmpty()) {
            throw new IllegalStateException("it was not told that it is frozen: " + told(run));
        }
        return run;
    }

    /** How long it took until something was so; empty if it did not come to that. */
    static Optional<Duration> await(BooleanSupplier so, Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < atMost.toNanos()) {
            if (so.getAsBoolean()) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - began));
            }
            Thread.sleep(5);
        }
        return Optional.empty();
    }

    Optional<Duration> awaitWell(Target target, Duration atMost) throws InterruptedException {
        return await(() -> !target.isBroken(), atMost);
    }

    Optional<Stated> await(RunId run, Class<? extends RunFact> fact, Duration atMost) throws InterruptedException {
        return tap.await(run, fact::isInstance, atMost);
    }

    /** The run ends, and the ledger holds. */
    void awaitEnd(Found found, RunId run, Target target, Absence... absences)
            throws InterruptedException, SQLException {
        if (await(run, RunCompleted.class, END).isEmpty()) {
            found.violations(List.of("I1 run %s did not end: %s".formatted(run, told(run))));
        } else {
            found.violations(new Verdict(house, tap).of(run, target, List.of(absences)));
        }
    }

    List<String> told(RunId run) {
        return tap.of(run).stream().map(each -> each.fact().getClass().getSimpleName()).toList();
    }

    static Absence since(Instant from) {
        return new Absence(from, Instant.now());
    }

    /** Whatever a scenario left behind: the next one finds all alive. */
    void restore() {
        house.kafkaLink().heal();
        house.postgresLink().heal();
        house.restore();
        for (ChildJvm service : house.services()) {
            if (!service.isAlive()) {
                service.start();
            }
        }
        house.services().forEach(ChildJvm::awaitReady);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        beside.shutdownNow();
        web.close();
        tap.close();
        for (Target target : targets) {
            target.close();
        }
        house.close();
    }
}
