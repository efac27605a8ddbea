package io.faultline.resilience.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.faultline.resilience.house.Installation;
import io.faultline.resilience.house.ProcessHouse;
import io.faultline.standalone.Room;

/** Finds the crash points by tracing a run of every shape, and kills at each of them, seed after seed. */
public final class Enumeration {
    /** So many points of each service come first, under every seed: the promise of sixty is kept before more is tried. */
    private static final int FIRST = 11;

    private static final int ROOMS = ProcessHouse.rooms().size();

    /** How often a point is aimed at under one seed before it is said that the run did not come to it. */
    private static final int TRIES = 3;

    private final List<Lane> lanes;
    private final Consumer<String> said;
    private final Map<Point, SortedSet<Shape>> points = new TreeMap<>();
    private final Map<Aim, Integer> misses = new HashMap<>();
    private final List<Aim> open = new ArrayList<>();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    /** A point to be killed at under a seed. */
    private record Aim(Point point, int seed) {}

    private Enumeration(List<Lane> lanes, Consumer<String> said) {
        this.lanes = lanes;
        this.said = said;
    }

    /**
     * What was found and done.
     *
     * @param points all points found, each with the shapes whose run passes it
     * @param missed aims the run did not come to, though tried several times
     * @param left aims there was no time for
     */
    public record Result(Map<Point, List<Shape>> points, List<Outcome> outcomes, List<String> missed, int left) {
        public List<Outcome> violated() {
            return outcomes.stream().filter(each -> !each.violations().isEmpty()).toList();
        }

        /** Under how many seeds each point was killed at. */
        public Map<Point, Integer> kills() {
            Map<Point, Set<Integer>> seeds = new TreeMap<>();
            outcomes.forEach(each -> each.reached()
                    .forEach(point -> seeds.computeIfAbsent(point, _ -> new HashSet<>()).add(each.shot().seed())));
            Map<Point, Integer> counts = new TreeMap<>();
            seeds.forEach((point, under) -> counts.put(point, under.size()));
            return counts;
        }
    }

    /**
     * @param side how many houses stand side by side: while a run waits in one, another uses the processors
     * @param seeds under how many seeds each point is killed at; those beside the run's way under one
     * @param atMost no shot is fired after that time
     */
    public static Result run(Installation installation, Path home, int side, int seeds, Duration atMost,
            Consumer<String> said) throws Exception {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < side; i++) {
                lanes.add(new Lane(installation, home.resolve("lane-" + i)));
            }
            Enumeration enumeration = new Enumeration(lanes, said);
            enumeration.trace();
            enumeration.aim(seeds);
            return enumeration.fireAll(atMost);
        } finally {
            for (Lane lane : lanes) {
                lane.close();
            }
        }
    }

    /** Fires one shot again. */
    public static Outcome replay(Installation installation, Path home, String names, Shape shape, int seed)
            throws Exception {
        List<Point> points = Stream.of(names.split(java.util.regex.Pattern.quote(Shot.AND))).map(Point::new).toList();
        try (Lane lane = new Lane(installation, home)) {
            lane.trace(shape, seed);
            return lane.fire(new Shot(points, shape, seed));
        }
    }

    private void trace() throws InterruptedException, IOException, SQLException {
        for (Shape shape : Shape.values()) {
            for (Lane lane : lanes) {
                lane.trace(shape, 1).forEach(point -> points.computeIfAbsent(point, _ -> new TreeSet<>()).add(shape));
            }
        }
        said.accept("%d crash points found, at %d of them a fact is stated or sent".formatted(points.size(),
                points.keySet().stream().filter(point -> point.weight() == Point.Weight.SAID).count()));
    }

    /**
     * Some of every service first, then those on which most hangs; one of each service under all seeds before the next
     * ones, so that whenever time is up what was begun is complete.
     */
    private void aim(int seeds) {
        List<Point> mixed = new ArrayList<>(points.keySet());
        Collections.shuffle(mixed, new Random(1));
        mixed.sort(Comparator.comparing(Point::weight));
        List<Point> first = first(mixed);
        for (int next = 0; next < first.size(); next += ROOMS) {
            aim(first.subList(next, Math.min(first.size(), next + ROOMS)), seeds);
        }
        for (Point.Weight weight : Point.Weight.values()) {
            aim(mixed.stream().filter(point -> point.weight() == weight && !first.contains(point)).toList(),
                    weight == Point.Weight.BESIDE ? 1 : seeds);
        }
    }

    private void aim(List<Point> at, int seeds) {
        for (int seed = 1; seed <= seeds; seed++) {
            int current = seed;
            at.forEach(point -> open.add(new Aim(point, current)));
        }
    }

    /** One of each service after the other. */
    private static List<Point> first(List<Point> mixed) {
        Map<Room, List<Point>> rooms = mixed.stream()
                .collect(Collectors.groupingBy(Point::room, () -> new EnumMap<>(Room.class), Collectors.toList()));
        return IntStream.range(0, FIRST).boxed().flatMap(turn -> rooms.values().stream()
                .filter(points -> turn < points.size()).map(points -> points.get(turn))).toList();
    }

    private Result fireAll(Duration atMost) throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + atMost.toNanos();
        List<String> missed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            List<Future<?>> all = new ArrayList<>();
            for (Lane lane : lanes) {
                all.add(threads.submit(() -> {
                    Optional<Shot> next = next();
                    while (next.isPresent() && System.nanoTime() < until) {
                        settle(lane.fire(next.get()), missed);
                        next = next();
                    }
                    next.ifPresent(this::putBack);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        Map<Point, List<Shape>> all = new TreeMap<>();
        points.forEach((point, shapes) -> all.put(point, List.copyOf(shapes)));
        return new Result(all, List.copyOf(outcomes), missed, open.size());
    }

    /** Under the first seed one service dies in a run, under the second two, then up to four, each at a point of its own. */
    private synchronized Optional<Shot> next() {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Aim first = open.removeFirst();
        List<Shape> shapes = shapes(first.point());
        int missed = misses.getOrDefault(first, 0);
        Shape shape = shapes.get(Math.floorMod(first.seed() + missed, shapes.size()));
        List<Point> chosen = new ArrayList<>(List.of(first.point()));
        int most = missed > 0 ? 1 : Math.min(4, first.seed() < 3 ? first.seed() : 4);
        for (Aim other : List.copyOf(open)) {
            if (chosen.size() < most && other.seed() == first.seed() && !misses.containsKey(other)
                    && shapes(other.point()).contains(shape)
                    && chosen.stream().noneMatch(point -> point.room() == other.point().room())) {
                open.remove(other);
                chosen.add(other.point());
            }
        }
        return Optional.of(new Shot(chosen, shape, first.seed()));
    }

    private List<Shape> shapes(Point point) {
        return List.copyOf(Objects.requireNonNull(points.get(point)));
    }

    private synchronized void putBack(Shot shot) {
        shot.points().forEach(point -> open.addFirst(new Aim(point, shot.seed())));
    }

    private synchronized void settle(Outcome outcome, List<String> missed) {
        outcomes.add(outcome);
        for (Point point : outcome.shot().points()) {
            Aim aim = new Aim(point, outcome.shot().seed());
            if (!outcome.reached().contains(point)) {
                if (misses.merge(aim, 1, Integer::sum) < TRIES) {
                    open.add(aim);
                } else {
                    missed.add("%s under seed %d".formatted(point, aim.seed()));
                }
            }
        }
        if (outcome.violations().isEmpty()) {
            said.accept("%4d shots, %d to go: %s %s".formatted(outcomes.size(), open.size(), outcome.shot(),
                    outcome.reached().isEmpty() ? "(not reached)" : outcome.took().toMillis() + " ms"));
        } else {
            said.accept("VIOLATED %s: %s; again by: %s".formatted(outcome.shot(), outcome.violations(),
                    outcome.shot().replay()));
        }
    }
}
