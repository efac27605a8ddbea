package io.faultline.resilience.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.resilience.house.Installation;
import io.faultline.resilience.house.ProcessHouse;
import io.faultline.resilience.watch.Api;
import io.faultline.resilience.watch.FactTap;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;
import org.jspecify.annotations.Nullable;

/** A house in which one shot is fired after the other; only who was killed starts again. */
public final class Lane implements AutoCloseable {
    private static final Duration RUN = Duration.ofSeconds(75);
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What comes after the last word: keeping it, showing it, forgetting it in the outbox. */
    private static final Duration AFTERMATH = Duration.ofMillis(1_200);

    private final ProcessHouse house;
    private final FactTap tap;
    private final Api api;
    private final Web web;
    private final Path folder;
    private final Set<Point> traced = new LinkedHashSet<>();
    private volatile @Nullable Firing firing;
    private int targets;

    public Lane(Installation installation, Path home) throws IOException {
        folder = home.resolve("targets");
        house = ProcessHouse.start(installation, home, this::heard);
        tap = new FactTap(house.kafka());
        api = new Api(house);
        web = new Web();
    }

    private void heard(Room room, String line) {
        Firing now = firing;
        if (line.startsWith("point ")) {
            synchronized (traced) {
                traced.add(new Point(line.substring("point ".length())));
            }
        } else if (line.startsWith("reached ") && now != null) {
            now.reached(new Point(line.substring("reached ".length())), house.service(room));
        }
    }

    /** The points a run of this shape passes. */
    Set<Point> trace(Shape shape, int seed) throws InterruptedException, IOException, SQLException {
        synchronized (traced) {
            traced.clear();
        }
        house.services().forEach(each -> each.order("trace"));
        List<String> violations;
        try (Target target = target()) {
            RunId run = begin(shape, target, new Random(seed));
            violations = ended(run) ? new Verdict(house, tap).of(run, target, List.of()) : List.of("it did not end");
        }
        Thread.sleep(AFTERMATH);
        house.services().forEach(each -> each.order("off"));
        if (!violations.isEmpty()) {
            throw new IllegalStateException("Nobody was killed, and yet a run (%s) is not as it should be: %s"
                    .formatted(shape, violations));
        }
        synchronized (traced) {
            return new HashSet<>(traced);
        }
    }

    /** Kills at the points of a shot, and says what came of it. */
    Outcome fire(Shot shot) throws InterruptedException, IOException, SQLException {
        long began = System.nanoTime();
        try (Target target = target()) {
            Firing now = new Firing(target);
            firing = now;
            shot.points().forEach(point -> house.service(point.room()).order("arm " + point));
            List<String> violations = new ArrayList<>();
            try {
                RunId run = begin(shot.shape(), target, shot.chance());
                if (!ended(run, now)) {
                    violations.add("I1 run %s did not end within %s: %s".formatted(run, RUN, tap.of(run).stream()
                            .map(each -> each.fact().getClass().getSimpleName()).toList()));
                }
                now.awaitReached(shot.points().size(), AFTERMATH);
                now.awaitRestarts();
                violations.addAll(new Verdict(house, tap).of(run, target, now.absences()));
            } catch (IllegalStateException e) {
                violations.add("I1 " + e.getMessage());
            }
            shot.points().forEach(point -> house.service(point.room()).order("off"));
            firing = null;
            now.awaitRestarts();
            return new Outcome(shot, now.reached(), violations, now.reverts(), now.restarts(),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Target target() throws IOException {
        Target target = new Target(folder.resolve("target-" + targets++));
        web.follow(target);
        return target;
    }

    private RunId begin(Shape shape, Target target, Random chance) throws InterruptedException {
        RunId run = api.submit(shape.experiment(target, web.address(), chance));
        if (shape.isAborted() && isBrokenSoon(target)) {
            Thread.sleep(chance.nextInt(300));
            api.abort(run, "a test of aborting");
        }
        return run;
    }

    /** Seen in the target, not in the facts: whoever tells them may just be dead. */
    private static boolean isBrokenSoon(Target target) throws InterruptedException {
        long until = System.nanoTime() + SOON.toNanos();
        while (target.changes().isEmpty() && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        return !target.changes().isEmpty();
    }

    private boolean ended(RunId run) throws InterruptedException {
        return tap.await(run, RunCompleted.class::isInstance, RUN).isPresent();
    }

    /** The time a run has counts from when all are there again: how long that takes is the machine's business. */
    private boolean ended(RunId run, Firing now) throws InterruptedException {
        long since = System.nanoTime();
        while (tap.await(run, RunCompleted.class::isInstance, Duration.ofSeconds(1)).isEmpty()) {
            if (now.isSomebodyAway()) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > RUN.toNanos()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        web.close();
        tap.close();
        house.close();
    }
}
