package io.faultline.contracts.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ApiFault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.Privilege;
import io.faultline.contracts.fault.Privileges;

/** Writes docs/faults.md: all faults in short, a section for each, and what a cluster has to allow them, once. */
final class FaultsPage {
    private static final Path HEAD = Path.of("src/test/resources/faults-head.md");
    private static final Path EXAMPLES = Path.of("src/test/resources/fault-examples.yaml");

    /** They ask something else of a fault, and look at no target: what only they break was not seen. */
    private static final Set<String> ELSEWHERE = Set.of("FaultsApiIT", "InjectorIT", "JournalIT", "PrivilegesIT",
            "ThrottledApiIT");

    private static final Map<String, String> TESTS = tests();

    private FaultsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(read(HEAD));
        page.append("\n## All of them\n\n| fault | what it does | its undo, in short | seen on |\n|---|---|---|---|\n");
        for (FaultType type : FaultType.values()) {
            page.append("| [`%s`](#%s) | %s | %s | %s |\n".formatted(type.wireName(), type.wireName(), summary(type),
                    FaultNotes.undo(type).split(";", 2)[0], seen(type).split(": `", 2)[0]));
        }
        page.append("\n## Each of them\n");
        for (FaultType type : FaultType.values()) {
            section(page, type);
        }
        page.append("\n## Fields of targets, and of every fault\n\n### Every fault\n\n")
                .append(FaultFields.of(Fault.class));
        FaultFields.SHARED.forEach((type, name) -> page
                .append("### %s\n\n%s\n\n".formatted(name, FaultFields.javadoc(type))).append(FaultFields.of(type)));
        rights(page);
        return page.toString();
    }

    private static String summary(FaultType type) {
        return FaultFields.javadoc(type.spec()).split("(?<=[.;]) ", 2)[0].replaceAll("[.;]$", "");
    }

    private static void section(StringBuilder page, FaultType type) {
        page.append("\n### %s\n\n%s\n\n".formatted(type.wireName(), FaultFields.javadoc(type.spec())))
                .append(FaultFields.of(type.spec())).append("```yaml\n%s\n```\n\n".formatted(example(type)))
                .append("- Undo: %s.\n".formatted(FaultNotes.undo(type)));
        String limits = FaultNotes.limits(type);
        if (!limits.isEmpty()) {
            page.append("- Limits: %s.\n".formatted(limits));
        }
        if (!Privileges.of(type).isEmpty()) {
            page.append("- Rights: see [the table](#rights-in-a-cluster).\n");
        }
        page.append("- Seen: %s.\n".formatted(seen(type)));
    }

    /** As it stands among the examples, which another test reads. */
    private static String example(FaultType type) {
        return Stream.of(read(EXAMPLES).split("\n(?=  - name: )")).map(each -> each.stripTrailing().stripIndent())
                .filter(each -> each.lines().anyMatch(("  type: " + type.wireName())::equals)).findFirst()
                .orElseThrow(() -> new IllegalStateException(EXAMPLES + " has none of " + type.wireName()));
    }

    /** Those that need the same are told together. */
    private static void rights(StringBuilder page) {
        Map<List<String>, List<String>> faults = new LinkedHashMap<>();
        Stream.of(FaultType.values()).filter(type -> !Privileges.of(type).isEmpty())
                .forEach(type -> faults.computeIfAbsent(rights(type), _ -> new ArrayList<>())
                        .add("`%s`".formatted(type.wireName())));
        page.append(
                """
                ## Rights in a cluster

                What an account has to be allowed for each fault, and nothing beyond it. The manifest of an
                [infrastructure](infrastructures.md) grants just this for the faults it enables; a kubeconfig's user needs
                the same. `spring-boot-chaos` and `toxiproxy` aimed at pods choose them as `pod-delete` does, and go through
                `pods/portforward` where they do not reach the pods' own addresses. `group/resource: verbs`, as roles have them.

                | faults | in the target's namespace | in no namespace (ClusterRole) | only if the whole cluster is allowed (ClusterRole) | in the helpers' namespace |
                |---|---|---|---|---|
                """);
        faults.forEach((rights, names) -> page.append("| %s | %s |\n".formatted(String.join(", ", names),
                String.join(" | ", rights))));
    }

    /** In the order of the table's columns. */
    private static List<String> rights(FaultType type) {
        return Stream.of(Privilege.Place.TARGETS, Privilege.Place.CLUSTER, Privilege.Place.WIDE, Privilege.Place.HOME)
                .map(place -> Privileges.of(List.of(type), place).stream().map("`%s`"::formatted)
                        .collect(Collectors.joining("<br>")))
                .toList();
    }

    /** Where its effect was seen, in the target, to come and to go: tests are found by what they break. */
    private static String seen(FaultType type) {
        if (type == FaultType.NO_FAULT) {
            return "there is nothing to see";
        }
        String tests = TESTS.entrySet().stream()
                .filter(each -> each.getValue().contains("new %s(".formatted(type.spec().getSimpleName())))
                .map(each -> "`%s`".formatted(each.getKey())).collect(Collectors.joining(", "));
        if (tests.isEmpty()) {
            throw new IllegalStateException("no test of injector-service breaks anything by " + type.wireName());
        }
        return "%s: %s".formatted(where(type), tests);
    }

    private static String where(FaultType type) {
        String here = "Linux 6.18";
        String cluster = "Kubernetes 1.20";
        String beside = cluster + ", Linux 6.18 without netem, control groups v1";
        return switch (type) {
            case NODE_DRAIN, NODE_TAINT -> cluster + ", on a node without a kubelet";
            case POD_NETWORK_PARTITION ->
                cluster + ", whose network plug-in enforces no policies: only that they come and go";
            case POD_NETWORK_LATENCY -> beside + ": by the proxy; by netem not yet";
            case POD_NETWORK_LOSS -> beside + ": by netfilter; by netem not yet";
            case POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION ->
                beside + ": only its refusal; the effect not yet, for want of a kernel that has netem";
            case SPRING_BOOT_CHAOS -> "Chaos Monkey 4.0.0 on Spring Boot 4.1";
            case TOXIPROXY ->
                "a server that does what the documentation of Toxiproxy's API (version 2) says; no real one yet";
            case EXTERNAL -> "only its refusal";
            default -> ApiFault.class.isAssignableFrom(type.spec())
                    ? cluster
                    : HelperFault.class.isAssignableFrom(type.spec()) ? beside : here;
        };
    }

    /** The integration tests of injector-service, by name. */
    private static Map<String, String> tests() {
        try (Stream<Path> files = Files.walk(Path.of("../injector-service/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("IT.java"))
                    .filter(file -> !ELSEWHERE.contains(name(file)))
                    .collect(Collectors.toMap(FaultsPage::name, FaultsPage::read, (one, _) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path test) {
        return test.getFileName().toString().replace(".java", "");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
