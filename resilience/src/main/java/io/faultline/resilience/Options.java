package io.faultline.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.resilience.kill.Shape;

/**
 * What is asked for on the command line.
 *
 * @param seeds under how many seeds a crash point is killed at
 * @param runs how many runs are simulated
 * @param kills how long shots are fired
 * @param only names of crash points, the name of a scenario, or <code>world</code>; or a part: <code>simulation</code>,
 *     <code>kills</code>, <code>scenarios</code>; empty for everything
 */
record Options(boolean quick, boolean write, int seeds, int runs, Duration kills, int lanes, Optional<String> only,
        Shape shape, long seed) {
    /** In full, about forty minutes on two processors. */
    static Options of(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        return new Options(quick, arguments.contains("--write"), Integer.parseInt(value(arguments, "--seeds", "5")),
                Integer.parseInt(value(arguments, "--runs", quick ? "1000" : "10000")),
                Duration.ofMinutes(Long.parseLong(value(arguments, "--minutes", quick ? "1" : "30"))),
                Integer.parseInt(value(arguments, "--lanes", quick ? "1" : "2")),
                Optional.of(value(arguments, "--only", "")).filter(each -> !each.isEmpty()),
                Shape.valueOf(value(arguments, "--shape", "FINISHED")),
                Long.parseLong(value(arguments, "--seed", "1")));
    }

    private static final Set<String> PARTS = Set.of(Resilience.SIMULATION, Resilience.KILLS, Resilience.SCENARIOS);

    boolean wants(String part) {
        return only.isEmpty() || only.get().equals(part);
    }

    boolean isOneThing() {
        return only.isPresent() && !PARTS.contains(only.get());
    }

    private static String value(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : otherwise;
    }
}
