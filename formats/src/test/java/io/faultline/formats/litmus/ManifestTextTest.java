package io.faultline.formats.litmus;

import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestTextTest {
    private static final String YAML = """
                                       kind: CronWorkflow # every night
                                       metadata: {name: n, namespace: litmus}
                                       spec:
                                         # 😀 at three
                                         schedule: "0 3 * * *"
                                         workflowSpec: {entrypoint: main}
                                       """;

    @Test
    void saysWhetherItFiresWhereTheManifestSaysItAlreadyAndLeavesTheRestAsItWas() {
        String said = YAML.replace("  schedule:", "  suspend: true # for now\n  schedule:");
        assertThat(new ManifestText(said).firing(true)).isEqualTo(said.replace("suspend: true", "suspend: false"));
        assertThat(new ManifestText(said).firing(false)).isEqualTo(said);
        assertThat(new ManifestText(said.replace("true #", "\"true\" #")).firing(true))
                .isEqualTo(said.replace("suspend: true", "suspend: false"));
        assertThat(new ManifestText(said.replace("suspend: true #", "suspend: #")).firing(true))
                .contains("suspend: false #");
    }

    @Test
    void saysItBeforeAllElseWhereNothingSaysItYet() {
        assertThat(new ManifestText(YAML).firing(false))
                .isEqualTo(YAML.replace("  schedule:", "  suspend: true\n  schedule:"));
        assertThat(new ManifestText(YAML.replace("\n", "\r\n")).firing(true)).contains("suspend: false\n  schedule:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"kind\":\"CronWorkflow\",\"spec\":{\"a\":1}} | {\"kind\":\"CronWorkflow\",\"spec\":{\"suspend\": true, \"a\":1}}",
            "{\"spec\":{\"a\":1,\"suspend\":false},\"kind\":\"CronWorkflow\"} | {\"spec\":{\"a\":1,\"suspend\":true},\"kind\":\"CronWorkflow\"}",
            "{\"kind\":\"ChaosSchedule\",\"spec\":{\"a\":1}} | {\"kind\":\"ChaosSchedule\",\"spec\":{\"scheduleState\": \"halt\", \"a\":1}}",
            "{\"kind\":\"ChaosSchedule\",\"spec\":{\"scheduleState\":\"active\"}} | {\"kind\":\"ChaosSchedule\",\"spec\":{\"scheduleState\":\"halt\"}}"})
    void jsonStaysJson(String sent, String shown) {
        assertThat(new ManifestText(sent).firing(false)).isEqualTo(shown);
        assertThat(new ManifestText(new ManifestText(sent).firing(false)).firing(false)).isEqualTo(shown);
        String inText = Wire.mapper().writeValueAsString(sent);
        assertThat(Wire.mapper().readTree(new ManifestText(inText).firing(false)).asString()).isEqualTo(shown);
        assertThat(Wire.mapper().readTree(new ManifestText(shown.replace("\":", "\":\n\t")).firing(true)).toString())
                .isEqualTo(Wire.mapper().readTree(shown.replace("true", "false").replace("halt", "active")).toString());
    }

    /** What an alias stands for may be meant elsewhere, too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{spec: &a {x: 1}, kind: *a}", "{other: &a true, spec: {suspend: *a}}",
            "{spec: {}}", "[1]", "{spec: {suspend: {duration: 1}}}", "{"})
    void whatCannotBeSaidInPlaceStaysAsItWas(String sent) {
        assertThat(new ManifestText(sent).firing(false)).isEqualTo(sent);
    }

    @Test
    void readsTheNamespaceOff() {
        assertThat(new ManifestText(YAML).namespace()).isEqualTo("litmus");
        assertThat(
                new ManifestText(Wire.mapper().writeValueAsString("{\"metadata\":{\"namespace\":\"n\"}}")).namespace())
                .isEqualTo("n");
        assertThat(new ManifestText("kind: Workflow").namespace()).isNull();
    }
}
