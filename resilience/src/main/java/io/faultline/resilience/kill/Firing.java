package io.faultline.resilience.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.faultline.ledger.Absence;
import io.faultline.resilience.house.ChildJvm;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;
import org.jspecify.annotations.Nullable;

/** A shot under way: who was killed when, and comes back. */
final class Firing {
    private final Target target;
    private final Map<Point, Long> deaths = new HashMap<>();
    private final List<CompletableFuture<Duration>> restarts = new ArrayList<>();
    private @Nullable Instant noInjectorSince;

    Firing(Target target) {
        this.target = target;
    }

    /** On the thread that listens to the service: nothing lies between its last word and its end. */
    synchronized void reached(Point point, ChildJvm service) {
        service.kill();
        long death = System.nanoTime();
        deaths.put(point, death);
        restarts.add(CompletableFuture.supplyAsync(() -> {
            service.start();
            service.awaitReady();
            return Duration.ofNanos(System.nanoTime() - death);
        }));
        if (point.room() == Room.INJECTOR) {
            noInjectorSince = Instant.now();
        }
        notifyAll();
    }

    /** From the injector's death until it served again; to be asked once all is up. */
    synchronized List<Absence> absences() {
        Instant from = noInjectorSince;
        return from == null
                ? List.of()
                : List.of(new Absence(from, from.plus(restarts().stream()
                        .max(Duration::compareTo).orElse(Duration.ZERO))));
    }

    synchronized void awaitReached(int points, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (deaths.size() < points && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
    }

    synchronized boolean isSomebodyAway() {
        return restarts.stream().anyMatch(each -> !each.isDone());
    }

    void awaitRestarts() {
        List<CompletableFuture<Duration>> all;
        synchronized (this) {
            all = List.copyOf(restarts);
        }
        all.forEach(CompletableFuture::join);
    }

    synchronized Set<Point> reached() {
        return Set.copyOf(deaths.keySet());
    }

    synchronized List<Duration> restarts() {
        return restarts.stream().map(CompletableFuture::join).toList();
    }

    /** Only of faults that were in force when their injector died: else nobody had to hurry. */
    synchronized Map<Target.Kind, Duration> reverts() {
        Map<Target.Kind, Duration> found = new EnumMap<>(Target.Kind.class);
        deaths.entrySet().stream().filter(each -> each.getKey().room() == Room.INJECTOR).findFirst()
                .ifPresent(death -> {
                    for (Target.Kind kind : Target.Kind.values()) {
                        target.goneAfter(kind, death.getValue()).ifPresent(took -> found.put(kind, took));
                    }
                });
        return found;
    }
}
