package io.faultline.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.resilience.house.Installation;
import io.faultline.resilience.kill.Enumeration;
import io.faultline.resilience.kill.Outcome;
import io.faultline.resilience.scenario.Scenarios;
import io.faultline.resilience.simulation.Simulation;

/**
 * Runs the proof and prints what <code>docs/resilience-report.md</code> keeps; ends with 1 if a promise was broken.
 * Arguments: <code>--quick</code> for a few minutes of it, <code>--seeds N</code>, <code>--minutes N</code> for the
 * crash points, <code>--only NAME</code> with <code>--seed N</code> for one thing again, <code>--write</code> to keep
 * the report.
 */
public final class Resilience {
    static final String SIMULATION = "simulation";
    static final String KILLS = "kills";
    static final String SCENARIOS = "scenarios";
    private static final String WORLD = "world";

    private Resilience() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "resilience-logback.xml");
        boolean clean = run(Options.of(List.of(args)));
        System.exit(clean ? 0 : 1);
    }

    static boolean run(Options options) throws Exception {
        if (options.only().filter(WORLD::equals).isPresent()) {
            return tell(Simulation.play(options.seed(), Set.of(), true));
        }
        Installation installation = Installation.find();
        Path home = Files.createTempDirectory("faultline-resilience");
        boolean clean = options.isOneThing()
                ? again(options, installation, home)
                : all(options, installation, home);
        if (clean) {
            delete(home);
        } else {
            System.out.println("What the services logged is left in " + home);
        }
        return clean;
    }

    private static boolean all(Options options, Installation installation, Path home) throws Exception {
        Path checkout = Path.of(System.getenv().getOrDefault("FAULTLINE_CHECKOUT", ".")).toAbsolutePath();
        Report report = new Report();
        if (options.wants(SIMULATION)) {
            report.simulated(simulated(options), options.runs());
        }
        if (options.wants(KILLS)) {
            report.kills(Enumeration.run(installation, home.resolve("kills"), options.lanes(), options.seeds(),
                    options.kills(), System.out::println));
        }
        if (options.wants(SCENARIOS)) {
            report.scenarios(Scenarios.play(installation, home.resolve("scenarios"), options.quick(),
                    Optional.empty(), System.out::println));
        }
        report.elsewhere(Elsewhere.in(checkout));
        System.out.println(report.text());
        if (options.write()) {
            report.write(checkout.resolve("docs/resilience-report.md"));
        }
        return report.isClean();
    }

    private static List<Simulation.Trial> simulated(Options options) {
        List<Simulation.Trial> violated = Simulation.play(options.seed(), options.runs(), Set.of());
        System.out.printf("%d worlds simulated, %d violated%n", options.runs(), violated.size());
        violated.forEach(trial -> System.out.printf("VIOLATED %s; again by: %s%n", trial.violations().getFirst(),
                replay(trial)));
        return violated;
    }

    static String replay(Simulation.Trial trial) {
        return "./faultline resilience --only " + WORLD + " --seed " + trial.seed();
    }

    private static boolean tell(Simulation.Trial world) {
        world.story().forEach(System.out::println);
        world.violations().forEach(System.out::println);
        return world.violations().isEmpty();
    }

    private static boolean again(Options options, Installation installation, Path home) throws Exception {
        String name = options.only().orElseThrow();
        if (Scenarios.has(name)) {
            return Scenarios.play(installation, home, options.quick(), options.only(), System.out::println).stream()
                    .allMatch(row -> row.violations().isEmpty());
        }
        Outcome outcome = Enumeration.replay(installation, home, name, options.shape(),
                (int) options.seed());
        System.out.printf("%s: reached %s, violations %s, took %d ms%n", outcome.shot(), outcome.reached(),
                outcome.violations(), outcome.took().toMillis());
        return outcome.violations().isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
