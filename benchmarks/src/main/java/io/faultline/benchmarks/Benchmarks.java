package io.faultline.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures and prints the table that <code>docs/benchmarks.md</code> keeps. Arguments: any of P1 P2 P3 P4 P11 P12 P13 P14 (all by
 * default), <code>--quick</code> for a tenth of the work, <code>--write</code> to keep the table.
 */
public final class Benchmarks {
    private static final String HEAD = """
                                       | # | measured | ours | floor in the same run | ratio | goal |
                                       |---|---|---|---|---|---|
                                       """;

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Set<String> asked = Set.of(args);
        Path checkout = Path.of(System.getenv().getOrDefault("FAULTLINE_CHECKOUT", ".")).toAbsolutePath().normalize();
        int scale = asked.contains("--quick") ? 10 : 1;
        List<Row> rows = new ArrayList<>();
        if (wants(asked, "P11")) {
            rows.addAll(new StartAndSize(checkout).measure(scale == 1 ? 3 : 1));
        }
        if (Stream.of("P1", "P2", "P3", "P4", "P12").anyMatch(name -> wants(asked, name))) {
            try (HouseUnderTest house = HouseUnderTest.start(checkout, Files.createTempDirectory("faultline-bench"));
                    Floor floor = new Floor(house)) {
                if (wants(asked, "P1")) {
                    rows.addAll(new SubmitToInject(house, floor).measure(2_000 / scale, 1_000 / scale, 50));
                }
                if (wants(asked, "P2")) {
                    rows.addAll(new StopToRevert(house, floor).measure(200 / scale, 500 / scale, 50 / scale));
                }
                if (wants(asked, "P3")) {
                    rows.addAll(new OverheadPerRun(house).measure(1_000 / scale));
                }
                if (wants(asked, "P4")) {
                    rows.addAll(new Throughput(house, floor).measure(Duration.ofSeconds(60 / scale)));
                }
                if (wants(asked, "P12")) {
                    rows.addAll(new Takeover(house, floor, checkout).measure(100 / scale, 3));
                }
            }
        }
        if (wants(asked, "P13")) {
            rows.addAll(inCluster(checkout, scale));
        }
        if (wants(asked, "P14")) {
            rows.addAll(besideTheTarget(checkout, scale));
        }
        String table = machine() + "\n\n" + HEAD + String.join("\n", rows.stream().map(Row::markdown).toList()) + "\n";
        System.out.println(table);
        if (asked.contains("--write")) {
            write(checkout.resolve("docs/benchmarks.md"), table);
        }
    }

    /** On the cluster beside the checkout; elsewhere there is nothing to measure on. */
    private static List<Row> inCluster(Path checkout, int scale) throws Exception {
        Optional<Path> kubeconfig = CrowdedCluster.beside(checkout);
        if (kubeconfig.isEmpty()) {
            System.err.println("P13 is skipped: there is no shared/k8s/cluster that is up beside this checkout");
            return List.of();
        }
        try (CrowdedCluster cluster = CrowdedCluster.fill(kubeconfig.get(), 200 / scale, 5_000 / scale);
                HouseUnderTest house = HouseUnderTest.start(checkout, Files.createTempDirectory("faultline-bench"),
                        Map.of("FAULTLINE_KUBECONFIG", kubeconfig.get().toString()))) {
            return new InCluster(house, cluster).measure(2_000 / scale, 100 / scale);
        }
    }

    private static List<Row> besideTheTarget(Path checkout, int scale) throws Exception {
        Optional<Path> kubeconfig = CrowdedCluster.beside(checkout);
        if (kubeconfig.isEmpty()) {
            System.err.println("P14 is skipped: there is no shared/k8s/cluster that is up beside this checkout");
            return List.of();
        }
        try (BesideTheTarget target = BesideTheTarget.start(checkout, kubeconfig.get());
                HouseUnderTest house = HouseUnderTest.start(checkout, Files.createTempDirectory("faultline-bench"),
                        BesideTheTarget.environment(kubeconfig.get()))) {
            return target.measure(house, 20 / scale, 100 / scale);
        }
    }

    private static boolean wants(Set<String> asked, String name) {
        return asked.contains(name) || asked.stream().noneMatch(each -> each.startsWith("P"));
    }

    private static String machine() throws IOException {
        String processor = Stream.of(Path.of("/proc/cpuinfo")).filter(Files::exists).flatMap(Benchmarks::lines)
                .filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst().orElse(System.getProperty("os.arch"));
        return "Measured on %s: %s, %d processors, %s %s, Java %s, load average %.1f; data on the disk, fsync on."
                .formatted(LocalDate.now(), processor, Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static void write(Path page, String table) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- figures -->\n";
        String end = "<!-- /figures -->";
        int from = text.indexOf(begin) + begin.length();
        Files.writeString(page, text.substring(0, from) + table + text.substring(text.indexOf(end)));
    }
}
