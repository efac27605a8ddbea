package io.faultline.resilience;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.resilience.kill.Enumeration;
import io.faultline.resilience.kill.Outcome;
import io.faultline.resilience.kill.Point;
import io.faultline.resilience.scenario.Row;
import io.faultline.resilience.simulation.Defect;
import io.faultline.resilience.simulation.Simulation;
import io.faultline.resilience.watch.Target;
import io.faultline.standalone.Room;

/** What is printed and kept. */
final class Report {
    private final List<String> sections = new ArrayList<>();
    private int violations;

    boolean isClean() {
        return violations == 0;
    }

    void kills(Enumeration.Result result) {
        violations += result.violated().size();
        Map<Point, Integer> kills = result.kills();
        long often = kills.values().stream().filter(seeds -> seeds >= 5).count();
        sections.add(
                """
                ## Crash points (cases 1, 2, 3)

                A run of every shape (%s) was traced: every commit and every produce of six services, before and \
                after. Each point found was then reached again in a new run, and the service killed there (SIGKILL) \
                and started again; under the first seed one service dies in a run, under the second two, from the \
                third on up to four, each at a point of its own. The run has to end, the ledger to hold, the target \
                to be well.

                | points found | killed at | under 5 seeds or more | runs with a kill | kills | violations |
                |---|---|---|---|---|---|
                | %d | %d | %d | %d | %d | **%d** |

                %s

                %s
                """
                        .formatted(shapes(result), result.points().size(), kills.size(), often,
                                result.outcomes().size(),
                                result.outcomes().stream().mapToInt(each -> each.reached().size()).sum(),
                                result.violated().size(), perService(result, kills), reverts(result)));
        if (!result.violated().isEmpty()) {
            sections.add("### Violations\n\n" + result.violated().stream().map(
                    each -> "- %s: %s\n  again by `%s`".formatted(each.shot(), each.violations(),
                            each.shot().replay()))
                    .collect(Collectors.joining("\n")));
        }
        sections.add(
                "Not aimed at for lack of time: %d. Not reached though tried three times, for the run took another turn: %s."
                        .formatted(result.left(),
                                result.missed().isEmpty() ? "none" : String.join("; ", result.missed())));
    }

    void simulated(List<Simulation.Trial> violated, int worlds) {
        violations += violated.size();
        sections.add(
                """
                ## Simulation (cases 2, 3, 10, 11)

                %d worlds, each with one to three runs, two injectors, every other service, a wire that says things \
                again and keeps only each run's own order, crashes at every commit, send and effect, frozen \
                processes, hand-overs, outages of Kafka and Postgres, and steps of the clock: **%d violated**. The \
                rules that decide are those of production: `RunRules`, `LeaseRules`, `Judge`. %d deliberate defects \
                (no journal, no fence, no inbox and others) are each found by it: `SimulationTest`.

                %s"""
                        .formatted(worlds, violated.size(), Defect.values().length, violated.stream()
                                .map(trial -> "- %s: again by `%s`".formatted(trial.violations().getFirst(),
                                        Resilience.replay(trial)))
                                .collect(Collectors.joining("\n")))
                        .stripTrailing());
    }

    void scenarios(List<Row> rows) {
        violations += (int) rows.stream().filter(row -> !row.violations().isEmpty()).count();
        sections.add("""
                     ## Scenarios

                     Each again by `./faultline resilience --only NAME`.

                     | case | name | what happens | promise | measured | |
                     |---|---|---|---|---|---|
                     %s""".formatted(rows.stream().map(Row::markdown).collect(Collectors.joining("\n"))));
    }

    /** What the tests of the rooms themselves show, and what no test on one machine can. */
    void elsewhere(Map<Integer, TreeSet<String>> cases) {
        sections.add(
                """
                ## Cases shown by the tests of their rooms

                Found in the tests by the number they name; all of them run in `mvn verify -DexcludedGroups=none`.

                | case | tests |
                |---|---|
                %s

                ## Not possible on one such machine

                - Case 19 towards a Kubernetes API: there is none here; the other paths are above.
                - A lost machine (an injector on another host is gone for good, power lost before the disk had it): \
                  processes are killed here, not kernels; what `fsync` promises is believed.
                - Several brokers or database servers: one of each stands here, so an election is a restart.
                """
                        .formatted(cases.entrySet().stream()
                                .map(each -> "| %d | %s |".formatted(each.getKey(), String.join(", ", each.getValue())))
                                .collect(Collectors.joining("\n")))
                        .stripTrailing());
    }

    private static String shapes(Enumeration.Result result) {
        return result.points().values().stream().flatMap(List::stream).distinct().sorted()
                .map(shape -> shape.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String perService(Enumeration.Result result, Map<Point, Integer> kills) {
        Map<Room, List<Point>> rooms = new EnumMap<>(Room.class);
        result.points().keySet()
                .forEach(point -> rooms.computeIfAbsent(point.room(), _ -> new ArrayList<>()).add(point));
        return "| service | points | of them commits / produces | killed at | kills |\n|---|---|---|---|---|\n"
                + rooms.entrySet().stream().map(each -> "| %s | %d | %d / %d | %d | %d |".formatted(
                        each.getKey().title(), each.getValue().size(),
                        each.getValue().stream().filter(point -> point.name().contains(" commit ")).count(),
                        each.getValue().stream().filter(point -> point.name().contains(" produce ")).count(),
                        each.getValue().stream().filter(kills::containsKey).count(),
                        each.getValue().stream().mapToInt(point -> kills.getOrDefault(point, 0)).sum()))
                        .collect(Collectors.joining("\n"));
    }

    private static String reverts(Enumeration.Result result) {
        Map<Target.Kind, List<Duration>> all = new EnumMap<>(Target.Kind.class);
        result.outcomes().forEach(each -> each.reverts()
                .forEach((kind, took) -> all.computeIfAbsent(kind, _ -> new ArrayList<>()).add(took)));
        String restarts = figures(result.outcomes().stream().map(Outcome::restarts).flatMap(List::stream).toList());
        return "Seen in the target, from its injector's death with the fault in force until it was gone, ms:\n\n"
                + "| fault | times | p50 | p99 | max |\n|---|---|---|---|---|\n"
                + all.entrySet().stream().map(each -> "| %s | %s |".formatted(
                        each.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        figures(each.getValue()))).collect(Collectors.joining("\n"))
                + "\n| (a killed service serves again) | " + restarts + " |";
    }

    static String figures(List<Duration> durations) {
        double[] sorted = durations.stream().mapToDouble(each -> each.toNanos() / 1e6).sorted().toArray();
        if (sorted.length == 0) {
            return "0 | - | - | -";
        }
        return "%d | %.0f | %.0f | %.0f".formatted(sorted.length, sorted[sorted.length / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1], Arrays.stream(sorted).max().orElse(0));
    }

    String text() throws IOException {
        return """
               # Resilience report

               Written by `./faultline resilience --write`; not by hand. Faultline is killed, frozen and starved \
               everywhere, and what came of it is held against the ledger's promises. One part of it again: \
               `--only NAME --seed N`.

               %s

               **%d violations.**

               %s
               """.formatted(machine(), violations, String.join("\n\n", sections)).stripTrailing() + "\n";
    }

    void write(Path page) throws IOException {
        Files.writeString(page, text());
    }

    private static String machine() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        Stream<String> lines = Files.exists(info) ? Files.readAllLines(info).stream() : Stream.empty();
        String processor = lines.filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2)).findFirst().orElse(System.getProperty("os.arch"));
        return "Measured on %s: %s, %d processors, %s %s, Java %s, load average at the end %.1f; Postgres with fsync on."
                .formatted(LocalDate.now(), processor, Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
