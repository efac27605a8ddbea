package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.probe.ProbeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** How steps, tasks, pauses and placeholders of a workflow become stages. */
class WorkflowTest {
    /** A workflow with these templates beside those of the faults a, b, c and d, begun at the first. */
    private static String workflow(String templates, String... more) {
        return """
               apiVersion: argoproj.io/v1alpha1
               kind: Workflow
               metadata: {name: wf, namespace: litmus}
               spec:
                 entrypoint: main
                 arguments: {parameters: [{name: ns, value: shop}, {name: seconds, value: 20}, {name: on, value: "true"}]}
               %s
                 templates:
               %s
               %s"""
                .formatted(String.join("\n", more).indent(2), templates.indent(4),
                        Stream.of("a", "b", "c", "d").map(WorkflowTest::fault).collect(Collectors.joining()));
    }

    private static String fault(String name) {
        return """
                   - name: %s
                     inputs:
                       artifacts:
                         - name: engine
                           raw:
                             data: |
                               apiVersion: litmuschaos.io/v1alpha1
                               kind: ChaosEngine
                               metadata: {generateName: fault-%s, name: never-looked-at}
                               spec:
                                 appinfo: {appns: "{{ workflow.parameters.ns }}", applabel: app=%s, appkind: deployment}
                                 experiments:
                                   - name: pod-delete
                                     spec: {components: {env: [{name: TOTAL_CHAOS_DURATION, value: "{{inputs.parameters.t}}"}]}}
                       parameters: [{name: t, value: "{{workflow.parameters.seconds}}"}]
                     container: {image: litmus-checker}
               """
                .formatted(name, name, name);
    }

    private static List<String> stages(String text) {
        return Imports.experiment(text).spec().stages().stream()
                .map(stage -> stage.faults().isEmpty()
                        ? stage.pauses().before().toString()
                        : stage.faults().stream().map(Fault::name).sorted().collect(Collectors.joining("+")))
                .toList();
    }

    private static String steps(String steps) {
        return workflow("- name: main\n  steps:\n" + steps.indent(4));
    }

    private static String dag(String tasks) {
        return workflow("- name: main\n  dag:\n    tasks:\n" + tasks.indent(6)
                + "- name: nothing\n  container: {image: x, args: [\"kubectl apply -f /tmp\"]}\n");
    }

    @Test
    void groupsFollowOneAnotherAndWhatIsInOneGroupIsSideBySide() {
        assertThat(stages(steps("""
                                - - {name: one, template: b}
                                - - {name: two, template: a}
                                  - {name: three, template: c}
                                - - {name: four, template: d}
                                """))).containsExactly("fault-b", "fault-a+fault-c", "fault-d");
    }

    @Test
    void placeholdersAreFilledWithTheirInnerSpacesAndDefaults() {
        Fault fault = Imports.fault(steps("- - {name: one, template: a}"));
        assertThat(((PodDelete) fault.spec()).target().namespace()).isEqualTo("shop");
        assertThat(fault.duration()).isEqualTo(Duration.ofSeconds(20));
        Fault called = Imports.fault(steps(
                "- - {name: one, template: a, arguments: {parameters: [{name: t, value: \"5\"}]}}"));
        assertThat(called.duration()).isEqualTo(Duration.ofSeconds(5));
        Manifest filled = Imports.converted(steps("- - {name: one, template: a}"),
                new Filling(Map.of(), Map.of("ns", "elsewhere"), Map.of()));
        assertThat(((PodDelete) filled.experiment().spec().faults().getFirst().spec()).target().namespace())
                .isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @CsvSource({"workflow.uid", "pod.name", "steps.one.outputs.result", "workflow.parameters.missing",
            "workflow.creationTimestamp"})
    void whatIsOnlyKnownWhenAWorkflowRunsIsRefusedWhereItMatters(String name) {
        String text = steps("- - {name: one, template: a}").replace("workflow.parameters.ns", name);
        assertThat(Imports.refusals(text)).singleElement().asString()
                .contains("{{" + name + "}} is not known before a workflow runs").startsWith("m.yaml:23:");
        String unused = steps("- - {name: one, template: a}").replace("never-looked-at", "x-{{" + name + "}}");
        assertThat(Imports.refusals(unused)).isEmpty();
    }

    static Stream<Arguments> pauses() {
        return Stream.of(arguments("suspend: {duration: 30}", "PT30S"),
                arguments("suspend: {duration: \"2m\"}", "PT2M"),
                arguments("suspend: {duration: \"{{workflow.parameters.seconds}}\"}", "PT20S"),
                arguments("container: {image: alpine, command: [sh, -c], args: [\"sleep 45\"]}", "PT45S"),
                arguments("container: {image: alpine, command: [sleep, 1m]}", "PT1M"));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void aSuspendIsAPause(String template, String pause) {
        assertThat(stages(workflow("""
                                   - name: main
                                     steps:
                                       - - {name: one, template: a}
                                       - - {name: wait, template: wait}
                                       - - {name: two, template: b}
                                   - name: wait
                                     %s
                                   """.formatted(template)))).containsExactly("fault-a", pause, "fault-b");
    }

    @Test
    void aSuspendWithoutAnEndIsRefused() {
        assertThat(Imports.refusals(workflow("""
                                             - name: main
                                               steps: [[{name: wait, template: wait}], [{name: one, template: a}]]
                                             - name: wait
                                               suspend: {}
                                             """))).singleElement().asString().contains("waits for somebody");
    }

    @Test
    void aPauseBesideFaultsIsWaitedForAfterThemAndThatIsSaid() {
        String text = workflow("""
                               - name: main
                                 steps: [[{name: wait, template: wait}, {name: one, template: a}]]
                               - name: wait
                                 suspend: {duration: 7s}
                               """);
        assertThat(Imports.experiment(text).spec().stages()).singleElement()
                .satisfies(stage -> assertThat(stage.pauses().after()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).singleElement().asString().contains("after them");
    }

    @Test
    void aDagBecomesStagesThatNeverBeginBeforeWhatTheyDependOn() {
        assertThat(stages(dag("""
                              - {name: last, template: d, dependencies: [left, right]}
                              - {name: left, template: b, dependencies: [first]}
                              - {name: right, template: c, depends: "first.Succeeded && install"}
                              - {name: first, template: a, dependencies: [install]}
                              - {name: install, template: nothing}
                              """))).containsExactly("fault-a", "fault-b+fault-c", "fault-d");
    }

    @Test
    void aTaskThatWaitsForMoreThanItSaidIsNamed() {
        String text = dag("""
                          - {name: x, template: a}
                          - {name: y, template: b}
                          - {name: z, template: c, dependencies: [x]}
                          """);
        assertThat(stages(text)).containsExactly("fault-a+fault-b", "fault-c");
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("task 'z' also waits for y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
            "- {name: x, template: a, dependencies: [x]}@task 'x' depends on itself",
            "- {name: x, template: a, dependencies: [y]}@there is no such task",
            "- {name: x, template: a, depends: \"x || y\"}@write a && b",
            "- {name: x, template: a, depends: \"y.Failed\"}@write a && b"})
    void whatCannotBeLaidInOrderIsRefused(String task, String why) {
        assertThat(Imports.refusals(dag(task))).anySatisfy(refusal -> assertThat(refusal).contains(why));
    }

    @Test
    void loopsOverItemsAreWrittenOut() {
        Experiment experiment = Imports.experiment(steps("""
                                                         - - name: each
                                                             template: a
                                                             withItems: [10, 20]
                                                             arguments: {parameters: [{name: t, value: "{{item}}"}]}
                                                         """));
        assertThat(experiment.spec().faults()).extracting(Fault::name).containsExactly("fault-a", "fault-a-2");
        assertThat(experiment.spec().faults()).extracting(Fault::duration).containsExactly(Duration.ofSeconds(10),
                Duration.ofSeconds(20));
        assertThat(experiment.spec().stages()).hasSize(1);
        Experiment fields = Imports.experiment(steps("""
                                                     - - name: each
                                                         template: a
                                                         withItems: [{t: 7}]
                                                         arguments: {parameters: [{name: t, value: "{{item.t}}"}]}
                                                     """));
        assertThat(fields.spec().faults().getFirst().duration()).isEqualTo(Duration.ofSeconds(7));
        assertThat(Imports.refusals(steps("- - {name: e, template: a, withParam: \"{{steps.x.outputs.result}}\"}")))
                .singleElement().asString().contains("withParam is only known when a workflow runs");
    }

    @ParameterizedTest
    @CsvSource({"'{{workflow.parameters.on}} == true', 2", "'{{workflow.parameters.on}} != true', 1",
            "'\"{{workflow.parameters.ns}}\" == \"shop\"', 2", "shop == cart, 1"})
    void conditionsOverKnownValuesAreDecided(String when, int faults) {
        String text = steps("""
                            - - {name: one, template: a}
                            - - {name: two, template: b, when: '%s'}
                            """.formatted(when));
        assertThat(Imports.experiment(text).spec().faults()).hasSize(faults);
        assertThat(Imports.notes(text, Note.Kind.IGNORED).stream().filter(note -> note.contains("condition")))
                .hasSize(2 - faults);
    }

    @ParameterizedTest
    @CsvSource({"'{{steps.one.status}} == Failed'", "'a == b && c == d'", "'{{workflow.parameters.on}}'"})
    void otherConditionsAreRefused(String when) {
        assertThat(Imports.refusals(steps("- - {name: two, template: b, when: '%s'}".formatted(when)))).singleElement()
                .asString().contains("this condition cannot be decided before a workflow runs");
    }

    @Test
    void stepsInsideOfStepsFollowInTheirPlace() {
        assertThat(stages(workflow(
                """
                - name: main
                  steps: [[{name: one, template: a}], [{name: inner, template: inner}], [{name: four, template: d}]]
                - name: inner
                  steps: [[{name: two, template: b}], [{name: three, template: c}]]
                """))).containsExactly("fault-a", "fault-b", "fault-c", "fault-d");
        assertThat(Imports.refusals(workflow("""
                                             - name: main
                                               steps: [[{name: one, template: a}, {name: inner, template: inner}]]
                                             - name: inner
                                               steps: [[{name: two, template: b}], [{name: three, template: c}]]
                                             """))).singleElement().asString()
                .contains("cannot stand beside other steps");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(arguments("- - {name: x, template: nobody}", "there is no template 'nobody'"),
                arguments("- - {name: x, template: main}", "template 'main' calls itself"),
                arguments("- - {name: x, templateRef: {name: t, template: u}}", "templateRef is not followed"),
                arguments("- - {name: x, template: script}", "template 'script' is script"),
                arguments("[]", "it holds no fault"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeFollowedIsRefused(String steps, String why) {
        assertThat(Imports.refusals(workflow("- name: main\n  steps:\n" + steps.indent(4)
                + "- name: script\n  script: {image: x, source: ls}\n"))).singleElement().asString().contains(why);
    }

    /** Public workflows clean up with the engine written down a second time, to be deleted by its file. */
    @Test
    void anEngineThatIsOnlyDeletedIsNoSecondFault() {
        String deletes = """
                         - name: bye
                           inputs:
                             artifacts: [{name: e, path: /tmp/e.yaml, raw: {data: "kind: ChaosEngine"}}]
                           container: {image: x, command: [sh, -c], args: ["%s -f /tmp/e.yaml -n litmus | sleep 60"]}
                         """;
        String text = workflow("- name: main\n  steps: [[{name: one, template: a}], [{name: two, template: bye}]]\n"
                + deletes.formatted("sleep 20 | kubectl delete"));
        assertThat(stages(text)).containsExactly("fault-a");
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).anySatisfy(
                note -> assertThat(note).contains("step 'bye' is left out: nothing is left"));
        assertThat(Imports.refusals(text.replace("kubectl delete", "kubectl apply"))).singleElement().asString()
                .contains("no experiments specified in chaosengine");
    }

    @Test
    void anExitOnlyMattersWhenItDoesSomething() {
        String cleanup = "- name: bye\n  container: {image: x, args: [\"kubectl delete chaosengine -l a=b\"]}\n";
        String main = "- name: main\n  steps: [[{name: one, template: a}]]\n";
        assertThat(Imports.notes(workflow(main + cleanup, "onExit: bye"), Note.Kind.IGNORED))
                .anySatisfy(note -> assertThat(note).contains("onExit is left out"));
        assertThat(Imports.refusals(workflow(main, "onExit: b"))).singleElement().asString()
                .contains("at the exit of a workflow is not there");
    }

    @Test
    void advancedOptionsAreKeptForHelperPods() {
        Experiment experiment = Imports.experiment(workflow("- name: main\n  steps: [[{name: one, template: a}]]\n",
                "nodeSelector: {disk: ssd}", "securityContext: {runAsUser: 1001, runAsGroup: 2000, runAsNonRoot: true}",
                "podMetadata: {annotations: {team: shop}}", "activeDeadlineSeconds: 600",
                "tolerations: [{key: dedicated, operator: Equal, value: chaos, effect: NoSchedule}]"));
        assertThat(experiment.spec().helperPods()).isEqualTo(new PodSettings(Map.of("disk", "ssd"),
                List.of(new Toleration("dedicated", "Equal", "chaos", "NoSchedule", null)), Map.of("team", "shop"),
                1001L, 2000L));
        assertThat(experiment.spec().maxDuration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void theNameOfAFaultIsTheEnginesGenerateNameAndNotItsName() {
        assertThat(Imports.fault(steps("- - {name: one, template: a}")).name()).isEqualTo("fault-a");
    }

    @Test
    void weightsComeFromTheTemplatesLabelAndAreTenWithoutOne() {
        String text = steps("- - {name: one, template: a}");
        assertThat(Imports.fault(text).weight()).isEqualTo(10);
        String labelled = text.replace("- name: a\n", "- name: a\n      metadata: {labels: {weight: \"4\"}}\n");
        assertThat(Imports.fault(labelled).weight()).isEqualTo(4);
        assertThat(Imports.refusals(labelled.replace("\"4\"", "heavy"))).singleElement().asString()
                .contains("a weight lies between 0 and 10, but is 'heavy'");
    }

    /** Litmus decodes every annotation of an engine as a list of probes, and fails on any other. */
    @Test
    void probesThatAreStoredAreNamedAndOtherAnnotationsAreNobodysBusiness() {
        String text = steps("- - {name: one, template: a}").replace("name: never-looked-at",
                "annotations: {probeRef: '[{\"name\":\"p\",\"mode\":\"SOT\"}]', note: plain words}");
        Manifest manifest = Imports.converted(text);
        assertThat(manifest.probeReferences()).containsExactly(new ProbeReference("fault-a", "p", ProbeMode.SOT));
        assertThat(Imports.converted(LitmusFile.writeYaml(manifest).text()).probeReferences())
                .isEqualTo(manifest.probeReferences());
        Experiment whole = manifest.with(_ -> Imports.probe(ProbeTest.HTTP));
        assertThat(whole.spec().faults().getFirst().probes()).singleElement().satisfies(probe -> {
            assertThat(probe.name()).isEqualTo("p");
            assertThat(probe.mode()).isEqualTo(ProbeMode.SOT);
        });
    }

    @Test
    void anEngineWithSeveralExperimentsIsOneStageForEach() {
        String text = Imports.engine("pod-delete", Map.of()) + """
                                                                   - name: pod-cpu-hog
                                                                     spec: {components: {env: []}}
                                                               """;
        assertThat(Imports.experiment(text).spec().stages()).extracting(Stage::faults).extracting(List::size)
                .containsExactly(1, 1);
        assertThat(Imports.experiment(text).spec().faults()).extracting(Fault::name)
                .containsExactly("the-fault-pod-delete", "the-fault-pod-cpu-hog");
    }

    @Test
    void tunablesOfADefinitionInTheSameManifestComeBeforeTheHubs() {
        String text = workflow(
                """
                - name: main
                  steps: [[{name: install, template: install}], [{name: one, template: a}]]
                - name: install
                  inputs:
                    artifacts:
                      - name: definition
                        raw:
                          data: |
                            kind: ChaosExperiment
                            metadata: {name: pod-delete}
                            spec: {definition: {env: [{name: CHAOS_INTERVAL, value: "9"}, {name: TOTAL_CHAOS_DURATION, value: "1"}]}}
                  container: {image: k8s, command: [sh, -c], args: ["kubectl apply -f /tmp/ && sleep 30"]}
                """);
        assertThat(Imports.fault(text).interval()).isEqualTo(Duration.ofSeconds(9));
        assertThat(Imports.fault(text).duration()).as("what the engine says comes first")
                .isEqualTo(Duration.ofSeconds(20));
    }
}
