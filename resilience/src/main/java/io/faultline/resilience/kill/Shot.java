package io.faultline.resilience.kill;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One run with its kills: at these points, each of another service. All chance in it comes from the seed, so that the
 * same shot can be fired again.
 */
public record Shot(List<Point> points, Shape shape, int seed) {
    static final String AND = " + ";

    public Shot {
        points = List.copyOf(points);
    }

    /** Shapes take turns from seed to seed. */
    static Shot of(List<Point> points, List<Shape> shapes, int seed) {
        return new Shot(points, shapes.get(Math.floorMod(seed, shapes.size())), seed);
    }

    Random chance() {
        return new Random(names().hashCode() * 31L + seed);
    }

    String names() {
        return points.stream().map(Point::name).collect(Collectors.joining(AND));
    }

    /** How it is fired again. */
    public String replay() {
        return "./faultline resilience --only '%s' --shape %s --seed %d".formatted(names(), shape, seed);
    }

    @Override
    public String toString() {
        return "%s · %s · seed %d".formatted(names(), shape, seed);
    }
}
