package io.faultline.formats;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExperimentFileTest {
    private static final String GOOD = """
                                       # what the README shows
                                       apiVersion: faultline.io/v1
                                       kind: Experiment
                                       metadata:
                                         name: payments-outage
                                         description: The shop keeps selling while one payments process is frozen
                                         tags: [shop]
                                       spec:
                                         hypothesis:
                                           title: Customers can check out
                                           probes:
                                             - name: checkout
                                               http: {url: "http://127.0.0.1:18080/checkout", expect: {status: 200}}
                                               timeout: 2s
                                         stages:
                                           - faults:
                                               - name: freeze-payments
                                                 type: process-pause
                                                 target: {port: 18081, count: 1}
                                                 duration: 10s
                                                 weight: 10
                                                 probes:
                                                   - name: checkout-during
                                                     mode: Continuous
                                                     every: 500ms
                                                     http: {url: "http://127.0.0.1:18080/checkout", expect: {status: 200}}
                                                     timeout: 2s
                                         blastRadius: {maxTargets: 1}
                                       """;

    @Test
    void readsTheReadmesExperiment() {
        Experiment experiment = valid(GOOD);
        assertThat(experiment.name()).isEqualTo("payments-outage");
        var probe = experiment.spec().faults().getFirst().probes().getFirst();
        assertThat(probe.mode()).isEqualTo(ProbeMode.CONTINUOUS);
        assertThat(probe.http().expect().status()).isEqualTo(Comparator.number(200));
    }

    @Test
    void readsJsonAsWellWithTabsAndEscapes() {
        String json = Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(valid(GOOD));
        assertThat(valid(json)).isEqualTo(valid(GOOD));
        assertThat(valid(json.replace("  ", "\t"))).isEqualTo(valid(GOOD));
        assertThat(valid(json.replace("The shop", "\\u0054he \\/ \\ud83d\\ude00 shop")).metadata().description())
                .startsWith("The / \uD83D\uDE00 shop");
    }

    @Test
    void whatProgramsSendIsReadTheShortWayAndOnlyThat() {
        String json = Wire.mapper().writeValueAsString(valid(GOOD));
        assertThat(CanonicalJson.read(json)).contains(valid(GOOD));
        assertThat(CanonicalJson.read(json.replace("\"duration\":\"10s\"", "\"duration\":\"10s\",\"dura\":1")))
                .isEmpty();
        assertThat(CanonicalJson.read(json.replace("\"port\":18081", "\"port\":\"18081\""))).isEmpty();
        assertThat(CanonicalJson.read(json.replace("\"kind\"", "\"kind\":\"Experiment\",\"kind\""))).isEmpty();
        assertThat(CanonicalJson.read(json + " }")).isEmpty();
        assertThat(CanonicalJson.read(json + json)).isEmpty();
    }

    @Test
    void readsAnAliasAsItsValueWrittenOut() {
        String text = GOOD.replace(
                "http: {url: \"http://127.0.0.1:18080/checkout\", expect: {status: 200}}\n        timeout",
                "http: &call {url: \"http://127.0.0.1:18080/checkout\", expect: {status: 200}}\n        timeout")
                .replaceFirst("(every: 500ms\\s+http:) .*", "$1 *call");
        assertThat(text).contains("&call", "*call");
        assertThat(valid(text)).isEqualTo(valid(GOOD));
    }

    @Test
    void keepsConfigurationAsItIsWritten() {
        Experiment experiment = valid(GOOD + "  configuration: {version: 1.10, port: 0x10, on: true, name: x}\n");
        assertThat(experiment.spec().configuration()).containsEntry("version", ConfigurationValue.literal("1.10"))
                .containsEntry("port", ConfigurationValue.literal("0x10"))
                .containsEntry("on", ConfigurationValue.literal("true"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("duration: 10s", "duratoin: 10s",
                        "x.yaml:20:11: unknown field 'duratoin'; did you mean 'duration'?"),
                mistake("duration: 10s", "duration: 10",
                        "x.yaml:20:21: must be a duration such as 500ms, 10s or 1m30s, but is 10"),
                mistake("duration: 10s", "duration: ten seconds",
                        "x.yaml:20:21: must be a duration such as 500ms, 10s or 1m30s, but is 'ten seconds'"),
                mistake("duration: 10s", "duration: 2h",
                        "x.yaml:20:21: no fault may last longer than 1h: every fault has to end"),
                mistake("type: process-pause", "type: process-puase",
                        "x.yaml:18:17: 'process-puase' is not one of %s; did you mean 'process-pause'?".formatted(Stream
                                .of(FaultType.values()).map(FaultType::wireName).collect(Collectors.joining(", ")))),
                mistake("type: process-pause", "type: memory-stress",
                        "x.yaml:17:11: 'size' is required",
                        "x.yaml:19:11: unknown field 'target'; known here are duration, interval, name, probes, ramp, sequence, size, type, weight"),
                mistake("mode: Continuous", "mode: continuous",
                        "x.yaml:24:21: 'continuous' is not one of SOT, EOT, Edge, Continuous, OnChaos; did you mean 'Continuous'?"),
                mistake("port: 18081", "prot: 18081", "x.yaml:19:20: unknown field 'prot'; did you mean 'port'?"),
                mistake("port: 18081", "port: 70000", "x.yaml:19:26: must be between 1 and 65535, but is 70000"),
                mistake("port: 18081", "port: eight", "x.yaml:19:26: must be a whole number, but is 'eight'"),
                mistake("port: 18081", "port: 18081, pid: 7",
                        "x.yaml:19:19: a process target needs exactly one of port, pid, pidFile, command"),
                mistake("port: 18081", "port: 18081, port: 18082",
                        "x.yaml:19:33: field 'port' is given twice; it stands at 19:20 already"),
                mistake("name: payments-outage", "name: payments outage!",
                        "x.yaml:5:9: 'payments outage!' is no name: use letters, digits and - . _ (at most 100), starting and ending with a letter or digit"),
                mistake("name: payments-outage", "name:",
                        "x.yaml:5:8: has no value; give it one, or leave the field out"),
                mistake("tags: [shop]", "tags: shop", "x.yaml:7:9: must be a list, but is 'shop'"),
                mistake("kind: Experiment", "kind: Experimnet", "x.yaml:3:7: must be Experiment"),
                mistake("kind: Experiment", "", "x.yaml:2:1: 'kind' is required"),
                mistake("weight: 10", "weight: 11", "x.yaml:21:19: must be between 0 and 10, but is 11"),
                mistake("expect: {status: 200}", "expect: {status: [200]}",
                        "x.yaml:13:73: must be a single value or a mapping, but is a list",
                        "x.yaml:26:79: must be a single value or a mapping, but is a list"),
                mistake("every: 500ms", "every: 1ms\n              attempts: 0",
                        "x.yaml:25:22: must be at least 50ms",
                        "x.yaml:26:25: must be between 1 and 1000, but is 0"),
                mistake("tags: [shop]", "tags: !!javax.script.ScriptEngineManager [shop]",
                        "x.yaml:7:9: tag !!javax.script.ScriptEngineManager is not accepted; experiments are plain data"),
                mistake("tags: [shop]", "tags: [shop",
                        "x.yaml:8:5: this is not YAML: expected ',' or ']', but got :"),
                mistake("  tags: [shop]", "\ttags: [shop]",
                        "x.yaml:7:1: this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                mistake("tags: [shop]", "tags: *nowhere",
                        "x.yaml:7:9: alias *nowhere names no anchor that is complete before it"),
                mistake("tags: [shop]", "tags: &me [*me]",
                        "x.yaml:7:14: alias *me names no anchor that is complete before it"),
                mistake("tags: [shop]", "<<: {a: b}",
                        "x.yaml:7:3: merge keys are not part of YAML 1.2; alias the whole value or repeat it"),
                mistake("tags: [shop]", "? [a, b]\n  : c", "x.yaml:7:5: the name of a field has to be plain text"),
                mistake("blastRadius: {maxTargets: 1}", "blastRadius: {maxTargets: 1}\n---\nkind: Experiment",
                        "x.yaml:30:1: a second document starts here; write one experiment a file"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhere(String text, List<String> expected) {
        assertThat(findings(text)).containsExactlyElementsOf(expected);
    }

    @Test
    void saysEverythingAtOnceInTheOrderOfTheFile() {
        String text = GOOD.replace("kind: Experiment", "kind: Pod").replace("duration: 10s", "duratoin: 10s")
                .replace("weight: 10", "weight: 99").replace("maxTargets: 1", "maxTargets: none")
                .replace("title: Customers can check out", "titel: x");
        assertThat(findings(text)).containsExactly("x.yaml:3:7: must be Experiment",
                "x.yaml:10:5: 'title' is required", "x.yaml:10:5: unknown field 'titel'; did you mean 'title'?",
                "x.yaml:20:11: unknown field 'duratoin'; did you mean 'duration'?",
                "x.yaml:21:19: must be between 0 and 10, but is 99",
                "x.yaml:28:29: must be a whole number, but is 'none'");
    }

    @Test
    void pointsIntoTheExperimentToo() {
        Read.Invalid invalid = (Read.Invalid) ExperimentFile.read(GOOD.replace("weight: 10", "weight: 99"), "x.yaml");
        assertThat(invalid.findings()).containsExactly(new Finding("x.yaml", 21, 19, "/spec/stages/0/faults/0/weight",
                "must be between 0 and 10, but is 99", null));
    }

    @Test
    void anEmptyOrScalarFileIsNoExperiment() {
        assertThat(findings("")).containsExactly(
                "x.yaml:1:1: the file is empty; 'faultline init' writes an experiment to start from");
        assertThat(findings("# nothing\n")).hasSize(1);
        assertThat(findings("hello")).containsExactly(
                "x.yaml:1:1: an experiment is a mapping with apiVersion, kind, metadata and spec");
        assertThat(findings("- a")).hasSize(1);
    }

    private static Arguments mistake(String right, String wrong, String... expected) {
        return Arguments.of(GOOD.replace(right, wrong), List.of(expected));
    }

    private static List<String> findings(String text) {
        return switch (ExperimentFile.read(text, "x.yaml")) {
            case Read.Valid _ -> List.of();
            case Read.Invalid invalid -> invalid.findings().stream().map(Finding::toString).toList();
        };
    }

    static Experiment valid(String text) {
        Read read = ExperimentFile.read(text, "x.yaml");
        assertThat(read).isInstanceOf(Read.Valid.class);
        return ((Read.Valid) read).experiment();
    }
}
