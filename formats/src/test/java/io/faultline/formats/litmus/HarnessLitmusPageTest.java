package io.faultline.formats.litmus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the page of compatibility to the tables by which manifests are read. */
class HarnessLitmusPageTest {
    private static final Path PAGE = Path.of("..", "docs", "harness-litmus.md");
    private static final String COMMAND = "mvn -pl formats test -Dtest=HarnessLitmusPageTest -DargLine=-Dfaultline.regenerate=true";

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(HarnessLitmusPage.BEGIN);
        int end = page.indexOf(HarnessLitmusPage.END) + HarnessLitmusPage.END.length() + 1;
        String expected = page.substring(0, begin) + HarnessLitmusPage.generated() + page.substring(end);
        if (Boolean.getBoolean("faultline.regenerate")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).as("regenerate it with%n  %s", COMMAND).isEqualTo(expected);
    }

    /** What is refused for its name, or left out for a reason, is so when it is read. */
    @Test
    void everyTunableThatIsNotNeededIsLeftOutWithItsReason() {
        FaultForms.all().filter(form -> form.aim() == Aim.POD && form.name().startsWith("pod-network-l"))
                .forEach(
                        form -> form.all().filter(each -> each.treatment() == Treatment.NOT_NEEDED).forEach(tunable -> {
                            String text = Imports.engine(form.name(), Map.of(tunable.name(), "x"));
                            assertThat(Imports.notes(text, Note.Kind.IGNORED)).as(form.name() + " " + tunable.name())
                                    .anySatisfy(note -> assertThat(note).contains(
                                            "%s is left out: %s".formatted(tunable.name(), tunable.remark())));
                        }));
    }

    @Test
    void everyFaultThatIsNotThereIsRefusedWithItsReason() {
        FaultForms.absent().forEach((name, why) -> assertThat(
                Imports.refusals(Imports.engine(name.replace("*", "something"), Map.of()))).as(name)
                .singleElement().asString().contains(why));
    }

    @Test
    void everyProbeThatIsNotThereIsRefusedWithItsReason() {
        ProbeReading.ABSENT.forEach((name, why) -> assertThat(Imports.refusals(Imports.engine("pod-delete", Map.of(),
                ProbeTest.HTTP.replace("httpProbe", name)))).as(name).singleElement().asString().contains(why));
    }

    @Test
    void everyFieldThatIsLeftOutIsNamedWithItsReason() {
        WorkflowReading.SPEC_REST.forEach((field, why) -> leftOut("spec:\n  " + field + ": {x: y}", field, why));
        EngineReading.SPEC_REST.forEach((field, why) -> {
            String text = Imports.engine("pod-delete", Map.of()).replace("  engineState",
                    "  " + field + ": x\n  engineState");
            assertThat(Imports.notes(text, Note.Kind.IGNORED)).as(field).singleElement().asString()
                    .contains("'%s' is left out: %s".formatted(field, why));
        });
        EngineReading.COMPONENT_REST.forEach((field, why) -> {
            String text = Imports.engine("pod-delete", Map.of()).replace("        components:\n",
                    "        components:\n          %s: x\n".formatted(field));
            assertThat(Imports.notes(text, Note.Kind.IGNORED)).as(field).singleElement().asString()
                    .contains("'%s' is left out: %s".formatted(field, why));
        });
        EngineReading.RUNNER_REST.forEach((field, why) -> leftOutOfComponents("runner: {%s: x}".formatted(field),
                field, why));
        EngineReading.COMPONENTS_REST.forEach((field, why) -> leftOutOfComponents(field + ": [x]", field, why));
    }

    private static void leftOutOfComponents(String components, String field, String why) {
        String text = Imports.engine("pod-delete", Map.of()).replace("  engineState",
                "  components: {%s}\n  engineState".formatted(components));
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).as(field).singleElement().asString()
                .contains("'%s' is left out: %s".formatted(field, why));
    }

    @Test
    void everyFieldOfAProbeThatIsLeftOutIsNamedWithItsReason() {
        ProbeReading.RUN_REST.forEach((field, why) -> assertThat(ignored(ProbeTest.HTTP.replace("{probeTimeout",
                "{%s: x, probeTimeout".formatted(field)))).as(field).singleElement().asString()
                .contains("'%s' is left out: %s".formatted(field, why)));
        ProbeInputs.SOURCE_REST
                .forEach((field, why) -> assertThat(ignored("""
                                                            name: c
                                                            type: cmdProbe
                                                            mode: SOT
                                                            cmdProbe/inputs:
                                                              command: ls
                                                              comparator: {type: string, criteria: equal, value: a}
                                                              source: {image: i, %s: x}
                                                            runProperties: {probeTimeout: 1s, interval: 1s}
                                                            """.formatted(field))).as(field).singleElement().asString()
                        .contains("'%s' is left out: %s".formatted(field, why)));
    }

    private static List<String> ignored(String probe) {
        return Imports.notes(Imports.engine("pod-delete", Map.of(), probe), Note.Kind.IGNORED);
    }

    private static void leftOut(String spec, String field, String why) {
        String text = """
                      apiVersion: argoproj.io/v1alpha1
                      kind: Workflow
                      metadata: {name: wf}
                      %s
                        entrypoint: a
                        templates:
                          - name: a
                            inputs:
                              artifacts:
                                - raw:
                                    data: |
                      %s""".formatted(spec, Imports.engine("pod-delete", Map.of()).indent(16));
        assertThat(Imports.notes(text, Note.Kind.IGNORED)).as(field).singleElement().asString()
                .contains("'%s' is left out: %s".formatted(field, why));
    }
}
