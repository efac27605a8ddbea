package io.faultline.formats.litmus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Manifests from strangers: bombs in them, also in the texts inside of them, and manifests torn and mixed at random. */
class HostileManifestTest {
    private static final List<String> SPLINTERS = List.of("{{", "}}", "{{workflow.uid}}", "\"", "'", "\\", "\n", "- ",
            ": ", "[]",
            "{}", "null", "0", "-1", "99999999999999999999", "1e999", "|", "&", "*a", "&a", "!!x", "steps", "dag",
            "name",
            "suspend", "probe", "TARGET_PODS", "\uE000", "\uE001", "true", "~", "#", "%", "\t",
            "{{inputs.parameters.x}}");

    private static String holding(String data) {
        return """
               apiVersion: argoproj.io/v1alpha1
               kind: Workflow
               metadata: {name: wf}
               spec:
                 entrypoint: a
                 templates:
                   - name: a
                     inputs:
                       artifacts:
                         - raw:
                             data: |
               %s""".formatted(data.indent(16));
    }

    static Stream<Arguments> attacks() {
        String laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + IntStream.range(1, 12).mapToObj(
                i -> "a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)))
                .collect(Collectors.joining("\n"));
        String calls = IntStream.range(0, 40)
                .mapToObj(i -> ("    - name: t%d\n      steps:\n        - - {name: x, template: t%d}\n"
                        + "        - - {name: y, template: t%d}\n").formatted(i, i + 1, i + 1))
                .collect(Collectors.joining());
        return Stream.of(
                arguments("alias bomb inside", holding("kind: ChaosEngine\n" + laughs), "more than 50000 values"),
                arguments("deep inside", holding("kind: ChaosEngine\na: " + "[".repeat(5000)), "more than 64 levels"),
                arguments("tag inside", holding("kind: ChaosEngine\na: !!java.net.URL [x]"), "plain data"),
                arguments("given twice inside", holding("kind: ChaosEngine\nkind: ChaosEngine"), "given twice"),
                arguments("no YAML inside", holding("kind: ChaosEngine\n a: b: c"), "this is not YAML"),
                arguments("alias bomb outside", "kind: Workflow\napiVersion: argoproj.io/v1alpha1\n" + laughs,
                        "more than 50000 values"),
                arguments("templates that call two each", """
                                                          apiVersion: argoproj.io/v1alpha1
                                                          kind: Workflow
                                                          metadata: {name: wf}
                                                          spec:
                                                            entrypoint: t0
                                                            templates:
                                                          """ + calls, "more than 500 steps"),
                arguments("placeholders that grow",
                        """
                        apiVersion: argoproj.io/v1alpha1
                        kind: Workflow
                        metadata: {name: wf}
                        spec:
                          entrypoint: a
                          arguments: {parameters: [{name: p, value: "%s"}]}
                          templates:
                            - name: a
                              inputs: {artifacts: [{raw: {data: "kind: ChaosEngine %s"}}]}
                        """.formatted("x".repeat(10_000), "{{workflow.parameters.p}}".repeat(1000)),
                        "more than 4 MB"),
                arguments("a long chain of tasks", """
                                                   apiVersion: argoproj.io/v1alpha1
                                                   kind: Workflow
                                                   metadata: {name: wf}
                                                   spec:
                                                     entrypoint: a
                                                     templates:
                                                       - name: a
                                                         dag: {tasks: [%s]}
                                                   """.formatted(IntStream.range(0, 4000).mapToObj(
                        i -> "{name: t%d, template: a, dependencies: [t%d]}".formatted(i, i + 1))
                        .collect(Collectors.joining(", "))), "at most 500 tasks"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefusedAtOnceAndByPlace(String name, String text, String reason) {
        Import read = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> LitmusFile.read(text, "f"));
        assertThat(read).isInstanceOf(Import.Refused.class);
        assertThat(read.notes()).anySatisfy(note -> assertThat(note.toString()).contains(reason)
                .matches("f:\\d+:\\d+: refused: .*").hasSizeLessThan(500));
    }

    @Test
    void placesInsideABlockAreLinesOfTheFile() {
        assertThat(Imports
                .refusals(holding("kind: ChaosEngine\nmetadata: {name: x}\nspec: {experiments: [{name: nobody}]}")))
                .anySatisfy(refusal -> assertThat(refusal).startsWith("m.yaml:14:45: there is no fault 'nobody' here"));
    }

    @Property(tries = 300)
    void anyTextIsAnAnswer(@ForAll @StringLength(max = 200) String text) {
        assertThat(LitmusFile.read(text, "f")).isInstanceOf(Import.Refused.class);
        LitmusFile.isOne(text);
    }

    /** Real manifests with something cut out, doubled, or put in. */
    @Property(tries = 1500)
    void aTornManifestIsAnAnswer(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = List.of(Imports.tutorial(), LARGE, Imports.engine("pod-network-latency",
                Map.of("NETWORK_LATENCY", "100", "DESTINATION_HOSTS", "a|80"), ProbeTest.HTTP)).get(random.nextInt(3));
        for (int i = 0; i <= random.nextInt(4); i++) {
            text = torn(text, random);
        }
        Import read = LitmusFile.read(text, "f");
        assertThat(read instanceof Import.Refused).isEqualTo(
                read.notes().stream().anyMatch(note -> note.kind() == Note.Kind.REFUSED));
        if (read instanceof Import.Converted(Manifest manifest, List<Note> _)) {
            Export export = LitmusFile.writeJson(manifest);
            assertThat(export.lost()).isEmpty();
        }
    }

    private static String torn(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, to) + text.substring(from);
            case 2 -> text.substring(0, from) + SPLINTERS.get(random.nextInt(SPLINTERS.size())) + text.substring(to);
            default -> text.substring(0, from) + SPLINTERS.get(random.nextInt(SPLINTERS.size())) + text.substring(from);
        };
    }

    private static final String LARGE = """
                                        apiVersion: argoproj.io/v1alpha1
                                        kind: CronWorkflow
                                        metadata: {name: wf, namespace: ns, labels: {subject: "{{workflow.parameters.ns}}"}, annotations: {faultline.io/tags: "a,b"}}
                                        spec:
                                          schedule: "0 * * * *"
                                          timezone: UTC
                                          workflowSpec:
                                            entrypoint: main
                                            onExit: bye
                                            arguments: {parameters: [{name: ns, value: shop}, {name: t, value: 20}]}
                                            nodeSelector: {a: b}
                                            tolerations: [{key: k, operator: Exists, tolerationSeconds: 3}]
                                            securityContext: {runAsUser: 1000}
                                            templates:
                                              - name: main
                                                dag:
                                                  tasks:
                                                    - {name: one, template: fault, arguments: {parameters: [{name: t, value: "{{workflow.parameters.t}}"}]}}
                                                    - {name: two, template: wait, dependencies: [one]}
                                                    - {name: three, template: inner, depends: "two && one"}
                                              - name: inner
                                                steps:
                                                  - - {name: each, template: fault, withItems: [1, 2], when: "{{workflow.parameters.ns}} == shop", arguments: {parameters: [{name: t, value: "{{item}}"}]}}
                                              - name: wait
                                                suspend: {duration: 5s}
                                              - name: bye
                                                container: {image: x, args: ["kubectl delete chaosengine"]}
                                              - name: fault
                                                metadata: {labels: {weight: "3"}}
                                                inputs:
                                                  parameters: [{name: t}]
                                                  artifacts:
                                                    - name: engine
                                                      raw:
                                                        data: |
                                                          kind: ChaosEngine
                                                          metadata: {generateName: f, annotations: {probeRef: '[{"name":"p","mode":"EOT"}]'}}
                                                          spec:
                                                            appinfo: {appns: "{{ workflow.parameters.ns }}", applabel: a=b, appkind: statefulset}
                                                            experiments:
                                                              - name: disk-fill
                                                                spec:
                                                                  components:
                                                                    env:
                                                                      - {name: TOTAL_CHAOS_DURATION, value: "{{inputs.parameters.t}}"}
                                                                      - {name: FILL_PERCENTAGE, value: '50'}
                                                container: {image: litmus-checker}
                                        """;

    @Test
    void theLargeOneIsSound() {
        assertThat(Imports.refusals(LARGE)).isEmpty();
        assertThat(Imports.experiment(LARGE).spec().stages()).hasSize(3);
    }
}
