package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.PrometheusProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Probes of engines: kinds, modes, units, comparators, commands. */
class ProbeTest {
    static final String HTTP = """
                               name: web
                               type: httpProbe
                               mode: Edge
                               httpProbe/inputs: {url: "http://web", method: {get: {criteria: ==, responseCode: "200"}}}
                               runProperties: {probeTimeout: 2s, interval: 1s}""";

    private static String http(String run) {
        return HTTP.replace("{probeTimeout: 2s, interval: 1s}", "{%s}".formatted(run));
    }

    private static String command(String line, String... more) {
        return """
               name: cmd
               type: cmdProbe
               mode: SOT
               cmdProbe/inputs:
                 command: '%s'
                 %s
                 comparator: {type: string, criteria: contains, value: ok}
               runProperties: {probeTimeout: 5}""".formatted(line.replace("'", "''"),
                more.length == 0 ? "source: {image: alpine}" : more[0]);
    }

    private static List<String> refusals(String probe) {
        return Imports.refusals(Imports.engine("pod-delete", Map.of(), probe));
    }

    /** Bare numbers are seconds; an HTTP probe's timeout is in milliseconds. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"probeTimeout: 10|PT0.01S", "probeTimeout: \"10\"|PT0.01S",
            "probeTimeout: 10s|PT10S", "probeTimeout: \"500ms\"|PT0.5S", "probeTimeout: 1.5s|PT1.5S",
            "probeTimeout: 1m|PT1M", "probeTimeout: 1m30s|PT1M30S"})
    void timeoutsOfHttpProbesAreInMilliseconds(String run, String timeout) {
        assertThat(Imports.probe(http(run)).timeout()).isEqualTo(Duration.parse(timeout));
    }

    @ParameterizedTest
    @CsvSource({"10, PT10S", "'\"10\"', PT10S", "10s, PT10S", "500ms, PT0.5S", "1.5s, PT1.5S", "1.5, PT1.5S",
            "2m, PT2M"})
    void otherTimesAreInSeconds(String written, String span) {
        Probe probe = Imports.probe(http("probeTimeout: 1s, interval: %s, probePollingInterval: %s, initialDelay: %s"
                .formatted(written, written, written)));
        assertThat(probe.interval()).isEqualTo(Duration.parse(span));
        assertThat(probe.every()).isEqualTo(Duration.parse(span));
        assertThat(probe.initialDelay()).isEqualTo(Duration.parse(span));
        assertThat(Imports.probe(command("ls").replace("probeTimeout: 5", "probeTimeout: " + written)).timeout())
                .isEqualTo(Duration.parse(span));
    }

    @Test
    void aFormerDelayIsInSecondsToo() {
        assertThat(Imports.probe(http("probeTimeout: 1s, initialDelaySeconds: 4")).initialDelay())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"attempt: 3, retry: 5|3", "retry: 5|5", "attempt: 0, retry: 2|2",
            "interval: 1|1",
            "attempt: \"4\"|4", "retry: 0|1"})
    void attemptsComeBeforeRetriesAndAreAtLeastOne(String run, int attempts) {
        assertThat(Imports.probe(http("probeTimeout: 1s, " + run)).attempts()).isEqualTo(attempts);
    }

    /** Where a responseTimeout is given, wherever it stands, it bounds the request, in milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = {
            "url: \"http://web\", responseTimeout: 15, method: {get: {criteria: ==, responseCode: \"200\"}}",
            "url: \"http://web\", method: {get: {criteria: ==, responseCode: \"200\", responseTimeout: 15}}",
            "url: \"http://web\", method: {responseTimeout: \"15\", get: {criteria: ==, responseCode: 200}}"})
    void aMisplacedResponseTimeoutIsFound(String inputs) {
        String probe = http("probeTimeout: 10, interval: 1, retry: 1, stopOnFailure: false")
                .replaceFirst("httpProbe/inputs: .*", "httpProbe/inputs: {%s}".formatted(inputs));
        assertThat(Imports.probe(probe).timeout()).isEqualTo(Duration.ofMillis(15));
    }

    /** Litmus always fails without a timeout, and turns without a pause when it has no polling interval. */
    @Test
    void whatIsMissingGetsAValueAndThatIsSaid() {
        String text = Imports.engine("pod-delete", Map.of(), http("attempt: 1").replace("Edge", "Continuous"));
        assertThat(Imports.fault(text).probes().getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Imports.fault(text).probes().getFirst().every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("in Litmus it always fails"))
                .anySatisfy(note -> assertThat(note).contains("Litmus does so without a pause"));
        Probe quick = Imports.probe(http("probeTimeout: 1s, probePollingInterval: 1ms").replace("Edge", "OnChaos"));
        assertThat(quick.every()).isEqualTo(Probe.SHORTEST_EVERY);
    }

    @ParameterizedTest
    @CsvSource({"SOT, SOT", "EOT, EOT", "Edge, EDGE", "Continuous, CONTINUOUS", "OnChaos, ON_CHAOS",
            "onchaos, ON_CHAOS"})
    void knowsTheFiveModes(String written, ProbeMode mode) {
        assertThat(Imports.probe(HTTP.replace("Edge", written)).mode()).isEqualTo(mode);
    }

    /** Litmus takes every probe for a GET, and fails on a POST. */
    @Test
    void sendsAPostAsAPost() {
        Probe probe = Imports.probe(HTTP.replace("get: {criteria: ==, responseCode: \"200\"}",
                "post: {contentType: application/json, body: '{\"a\": 1}', criteria: oneOf, responseCode: \"200,201\"}"));
        assertThat(probe.http()).isEqualTo(new HttpProbe("http://web", "POST",
                Map.of("Content-Type", "application/json"), "{\"a\": 1}", false,
                new HttpProbe.Expect(new Comparator(Comparator.Type.INT, "oneOf", "200,201"), null, null), true));
    }

    @Test
    void takesHarnessHeaders() {
        assertThat(Imports.probe(HTTP.replace("method:", "headers: [{key: X-A, value: b}], method:")).http().headers())
                .isEqualTo(Map.of("X-A", "b"));
    }

    /** Every criterion means what it says: only a list is split at commas, and it may have one part. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"string|equal|a,b|equal|a,b", "string|Equal|x|equal|x",
            "string|contains|a,b|contains|a,b", "string|matches|\\d{1,3}|matches|\\d{1,3}",
            "string|OneOf|[a, b]|oneOf|a, b", "string|oneOf|one|oneOf|one", "int|==|200|==|200",
            "int|oneOf|200|oneOf|200",
            "int|Between|1, 10|between|1, 10", "float|>=|99.5|>=|99.5", "int|>|-3|>|-3",
            "string|notContains|x|notContains|x", "string|NotMatches|x|notMatches|x"})
    void comparatorsMeanWhatTheySay(String type, String criteria, String value, String meant, String kept) {
        String probe = command("ls").replace("{type: string, criteria: contains, value: ok}",
                "{type: %s, criteria: \"%s\", value: '%s'}".formatted(type, criteria, value));
        Comparator comparator = Imports.probe(probe).command().expect().output();
        assertThat(comparator.criteria()).isEqualTo(meant);
        assertThat(comparator.value()).isEqualTo(kept);
    }

    /** What is no number counts as 0 in Litmus, and an unknown criterion fails when it runs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int|>|many|is no number", "int|>|1,2|is no number",
            "int|between|1|is no number",
            "int|between|1,2,3|is no number", "string|like|x|criteria 'like' is not supported for string",
            "int|equal|1|criteria 'equal' is not supported for int", "text|equal|x|needs a type",
            "float|==||is no number"})
    void comparatorsThatCannotBeMeantAreRefused(String type, String criteria, String value, String why) {
        String probe = command("ls").replace("{type: string, criteria: contains, value: ok}",
                "{type: %s, criteria: \"%s\", value: '%s'}".formatted(type, criteria, value == null ? "" : value));
        assertThat(refusals(probe)).singleElement().asString().contains(why);
    }

    static Stream<Arguments> lines() {
        return Stream.of(arguments("curl -s http://x/y", List.of("curl", "-s", "http://x/y")),
                arguments("echo 'a b' \"c d\" e\\ f", List.of("echo", "a b", "c d", "e f")),
                arguments("grep -q '$x|y' file", List.of("grep", "-q", "$x|y", "file")),
                arguments("a=b", null), arguments("printf \"%s\\n\" \"a\\\"b\"", List.of("printf", "%s\\n", "a\"b")),
                arguments("a\"b\"'c'd", List.of("abcd")), arguments("x ''", List.of("x", "")),
                arguments("jq .items[0]", null), arguments("ls | wc -l", null), arguments("a && b", null),
                arguments("a; b", null), arguments("cat < f", null), arguments("cat > f", null),
                arguments("echo $HOME", null), arguments("echo \"$HOME\"", null), arguments("echo `date`", null),
                arguments("echo $(date)", null), arguments("ls *.txt", null), arguments("cd /tmp", null),
                arguments("ls ~", null), arguments("(ls)", null), arguments("if true", null),
                arguments("echo a #b", null), arguments("sleep 1 &", null),
                arguments("echo a~b c#d", List.of("echo", "a~b", "c#d")));
    }

    /** Plain words are taken apart as a shell would; what only a shell can do is done by that of the source's image. */
    @ParameterizedTest
    @MethodSource("lines")
    void commandsAreTakenApartIntoWords(String line, List<String> argv) {
        assertThat(Imports.probe(command(line)).command()).isEqualTo(new CommandProbe(
                argv == null ? List.of("/bin/sh", "-c", line) : argv, Map.of(),
                new CommandProbe.Expect(null, new Comparator(Comparator.Type.STRING, "contains", "ok")),
                new PodSource("ns", null, null, null, "alpine", false)));
        LitmusCorpusTest.readsTheSameAgain(Imports.engine("pod-delete", Map.of(), command(line)), Filling.NONE);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void besideTheProbeServiceNothingGoesThroughAShell(String line, List<String> argv) {
        if (argv == null) {
            assertThat(refusals(command(line, "source: inline"))).singleElement().asString()
                    .contains("the command needs a shell, and there is none beside the probe service: ")
                    .contains("name a source image");
        } else {
            assertThat(Imports.probe(command(line, "source: inline")).command().argv()).isEqualTo(argv);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo 'open", "echo \"open", "echo a\\", "   "})
    void whatNoShellWouldRunIsRefused(String line) {
        assertThat(refusals(command(line))).singleElement().asString()
                .containsAnyOf("no shell would run the command: ", "'command' is required");
    }

    @Test
    void aSourceMayBeATextAsGraphqlHasIt() {
        Probe probe = Imports.probe(command("ls",
                "source: '{\"image\": \"alpine\", \"hostNetwork\": true, \"env\": [{\"name\": \"A\", \"value\": \"b\"}]}'"));
        assertThat(probe.command().pod()).isEqualTo(new PodSource("ns", null, null, null, "alpine", true));
        assertThat(probe.command().env()).isEqualTo(Map.of("A", "b"));
        assertThat(Imports.notes(Imports.engine("pod-delete", Map.of(), command("ls", "# none")),
                Note.Kind.DIFFERENTLY)).singleElement().asString().contains("runs beside the probe service");
    }

    /** The former way to write it, which public manifests still have. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"inline\"|", "Inline|", "''|", "alpine|alpine",
            "registry.example:5000/team/tools:1.2|registry.example:5000/team/tools:1.2"})
    void aSourceMayBeAnImageAlone(String source, String image) {
        assertThat(Imports.probe(command("ls", "source: " + source)).command().pod())
                .isEqualTo(image == null ? null : new PodSource("ns", null, null, null, image, false));
    }

    @Test
    void aSourceMayBeInANamespaceOfItsOwn() {
        String engine = Imports.engine("pod-delete", Map.of(),
                command("ls", "source: {image: alpine, namespace: tools}"));
        assertThat(Imports.fault(engine).probes().getFirst().command().pod().namespace()).isEqualTo("tools");
        LitmusCorpusTest.readsTheSameAgain(engine, Filling.NONE);
        String inDefault = engine.replace("  namespace: ns\n", "").replace("namespace: tools", "namespace: default");
        LitmusCorpusTest.readsTheSameAgain(inDefault, Filling.NONE);
    }

    @Test
    void aSourceInheritsTheTunablesOfItsFault() {
        String engine = Imports.engine("pod-delete", Map.of("FORCE", "false"), command("ls",
                "source: {image: alpine, inheritInputs: true, env: [{name: RAMP_TIME, value: mine}, {name: A, value: b}]}"));
        assertThat(Imports.fault(engine).probes().getFirst().command().env())
                .isEqualTo(Map.of("FORCE", "false", "RAMP_TIME", "mine", "A", "b"));
        assertThat(Imports.notes(engine, Note.Kind.IGNORED)).isEmpty();
        assertThat(Imports.fault(engine.replace("inheritInputs: true", "inheritInputs: false")).probes().getFirst()
                .command().env()).isEqualTo(Map.of("RAMP_TIME", "mine", "A", "b"));
        LitmusCorpusTest.readsTheSameAgain(engine, Filling.NONE);
        assertThat(Imports.refusals(engine.replace("value: b", "value: \"${b}\""))).singleElement().asString()
                .contains("'${' would be taken for a value");
    }

    private static String health(String run) {
        return """
               name: healthcheck
               type: cmdProbe
               mode: Edge
               cmdProbe/inputs:
                 command: ./healthcheck -name pod-level
                 source: {image: "somebody/runner:1", inheritInputs: true}
                 comparator: {type: string, criteria: contains, value: "[P000]"}
               runProperties: {%s}""".formatted(run);
    }

    private static KubernetesProbe ready(String group, String resource, String namespace, List<String> names,
            String labels) {
        return new KubernetesProbe(KubernetesProbe.Operation.READY, group, "v1", resource, namespace, names, labels,
                null, null, null, null, null);
    }

    /** Harness attaches it to every fault; its program is in no image of ours, and waits until its time is up. */
    @Test
    void harnessHealthCheckLooksWhetherTheTargetsAreReady() {
        String engine = Imports.engine("pod-delete", Map.of(),
                health("probeTimeout: 180, retry: 0, interval: 1, stopOnFailure: true"));
        Fault fault = Imports.fault(engine);
        assertThat(fault.probes()).containsExactly(new Probe("healthcheck", ProbeMode.EDGE, null,
                Duration.ofSeconds(5), 36, Duration.ofSeconds(5), null, true, null, null, null, null,
                ready("", "pods", "shop", List.of(), "app=cart")));
        assertThat(Imports.notes(engine, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("whether the targets are ready");
        assertThat(Imports.notes(engine, Note.Kind.IGNORED)).isEmpty();
        String written = LitmusFile.writeYaml(Imports.converted(engine)).text();
        assertThat(Imports.fault(written)).isEqualTo(fault);
        Probe brief = Imports.probe(health("probeTimeout: 4, attempt: 3, interval: 2"));
        assertThat(brief.timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(brief.attempts()).isEqualTo(3);
        assertThat(brief.interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void harnessHealthCheckOfAWorkloadOrNodesLooksAtThose() {
        String pods = Imports.engine("pod-delete", Map.of(), health("probeTimeout: 5"));
        String selected = pods.replaceFirst("appinfo: .*",
                "selectors: {workloads: [{kind: statefulset, namespace: shop, names: db}]}");
        assertThat(Imports.fault(selected).probes()).extracting(Probe::k8s)
                .containsExactly(ready("apps", "statefulsets", "shop", List.of("db"), null));
        String nodes = Imports.engine("node-drain", Map.of("TARGET_NODE", "node-1"), health("probeTimeout: 5"))
                .replaceFirst("  appinfo: .*\n", "");
        assertThat(Imports.fault(nodes).probes()).extracting(Probe::k8s)
                .containsExactly(ready("", "nodes", "default", List.of("node-1"), null));
    }

    @Test
    void harnessHealthCheckOfNamedPodsIsThatOfTheFault() {
        String named = Imports.engine("pod-delete", Map.of("TARGET_PODS", "cart-0"), health("probeTimeout: 5"))
                .replaceFirst("appinfo: .*", "appinfo: {appns: shop}");
        Fault fault = Imports.fault(named);
        assertThat(fault.probes()).isEmpty();
        assertThat(((PodDelete) fault.spec()).target().healthCheck()).isTrue();
        assertThat(Imports.notes(named, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("the probe is left out");
    }

    private static Probe auxiliary(String namespace, String labels) {
        return new Probe("auxiliary-%s:%s".formatted(namespace, labels), ProbeMode.EDGE, null, Duration.ofSeconds(5),
                36,
                Duration.ofSeconds(5), null, true, null, null, null, null,
                ready("", "pods", namespace, List.of(), labels));
    }

    /** As Litmus has it: without them the fault is not made, and they are looked at again after it. */
    @Test
    void auxiliaryApplicationsHaveToBeReadyBeforeAndAfter() {
        String tuned = Imports.engine("pod-delete",
                Map.of("AUXILIARY_APPINFO", "shop:app=db, bank:tier=back,shop:app=db"),
                HTTP);
        assertThat(Imports.fault(tuned).probes()).hasSize(3).startsWith(auxiliary("shop", "app=db"),
                auxiliary("bank", "tier=back"));
        assertThat(Imports.notes(tuned, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("of each application a probe (k8s, operation ready) looks before and after");
        assertThat(Imports.notes(tuned, Note.Kind.IGNORED)).isEmpty();
        String engine = tuned.replace("  engineState", "  auxiliaryAppInfo: 'ns1:name=percona'\n  engineState");
        assertThat(Imports.fault(engine).probes()).as("the engine's comes first").hasSize(2)
                .startsWith(auxiliary("ns1", "name=percona"));
        assertThat(Imports.notes(engine, Note.Kind.DIFFERENTLY)).singleElement().asString().startsWith("m.yaml:8:");
        String blank = tuned.replace("  engineState", "  auxiliaryAppInfo: ''\n  engineState");
        assertThat(Imports.fault(blank).probes()).isEqualTo(Imports.fault(tuned).probes());
    }

    /** The annotation takes an engine's probes away, but not what is no probe of it. */
    @Test
    void auxiliaryApplicationsAreWatchedBesideStoredProbes() {
        String engine = Imports.engine("pod-delete", Map.of("DEFAULT_HEALTH_CHECK", "true", "AUXILIARY_APPINFO",
                "shop:app=db"), HTTP).replace("  namespace: ns\n",
                        "  namespace: ns\n  annotations: {probeRef: '[{\"name\": \"stored\", \"mode\": \"SOT\"}]'}\n");
        assertThat(Imports.fault(engine).probes()).containsExactly(auxiliary("shop", "app=db"));
        assertThat(Imports.converted(engine).probeReferences()).hasSize(1);
        LitmusCorpusTest.readsTheSameAgain(engine, Filling.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", ":app=db", "shop:", "shop:app=db:x", "*:app=db", "shop:app=${x}"})
    void whatIsNoAuxiliaryApplicationIsRefused(String written) {
        assertThat(Imports.refusals(Imports.engine("pod-delete", Map.of("AUXILIARY_APPINFO", written))))
                .singleElement().asString().contains("is no application; write namespace:label");
    }

    /** Litmus looks into all of them. */
    @ParameterizedTest
    @CsvSource({"present, *", "absent, *", "create, default", "delete, default"})
    void withoutANamespaceObjectsAreLookedForInAll(String operation, String namespace) {
        String engine = Imports.engine("pod-delete", Map.of(),
                """
                name: k
                type: k8sProbe
                mode: SOT
                k8sProbe/inputs: {version: v1, resource: pods, fieldSelector: status.phase=Running, operation: %s}
                data: "kind: Pod"
                runProperties: {probeTimeout: 1s}""".formatted(operation));
        assertThat(Imports.fault(engine).probes().getFirst().k8s().namespace()).isEqualTo(namespace);
        assertThat(Imports.notes(engine, Note.Kind.DIFFERENTLY)).hasSize(namespace.equals("*") ? 0 : 1);
        LitmusCorpusTest.readsTheSameAgain(engine, Filling.NONE);
    }

    @Test
    void readsPrometheusAndKubernetes() {
        assertThat(Imports
                .probe("""
                       name: p
                       type: promProbe
                       mode: EOT
                       promProbe/inputs: {endpoint: "http://prom:9090", query: "sum(up{job='a'})", comparator: {type: int, criteria: ">=", value: 2}}
                       runProperties: {probeTimeout: 1s}""")
                .prometheus()).isEqualTo(new PrometheusProbe("http://prom:9090",
                        "sum(up{job='a'})", Map.of(), new Comparator(Comparator.Type.FLOAT, ">=", "2"), true));
        assertThat(Imports
                .probe("""
                       name: k
                       type: k8sProbe
                       mode: SOT
                       k8sProbe/inputs: {group: apps, version: v1, resource: deployments, namespace: shop, resourceNames: "a, b", labelSelector: x=y, operation: present}
                       runProperties: {probeTimeout: 1s}""")
                .k8s())
                .isEqualTo(new KubernetesProbe(KubernetesProbe.Operation.PRESENT, "apps", "v1", "deployments", "shop",
                        List.of("a", "b"), null, null, null, null, null, null));
        assertThat(Imports.probe("""
                                 name: k
                                 type: k8sProbe
                                 mode: SOT
                                 k8sProbe/inputs: {version: v1, resource: pods, namespace: shop, operation: create}
                                 data: |
                                   kind: Pod
                                 runProperties: {probeTimeout: 1s}""").k8s().data()).isEqualTo("kind: Pod\n");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(arguments(HTTP.replace("httpProbe", "sloProbe"), "there is no sloProbe"),
                arguments(HTTP.replace("httpProbe", "datadogProbe"), "Datadog is not asked"),
                arguments(HTTP.replace("type: httpProbe", "type: htpProbe"), "did you mean 'httpProbe'?"),
                arguments(HTTP.replace("Edge", "Always"), "'Always' is no mode of a probe"),
                arguments(HTTP.replace("name: web\n", ""), "a probe needs a name"),
                arguments(HTTP.replace("http://web", "web"), "must be an absolute http or https address"),
                arguments(HTTP.replace("http://web", "http://{{ .other.ProbeArtifacts.Register }}"),
                        "is not known before a workflow runs"),
                arguments(HTTP.replace("http://web", "http://${x}"), "'${' would be taken for a value"),
                arguments(http("probeTimeout: soon"), "'soon' is no time"),
                arguments(http("probeTimeout: 1s, attempt: many"), "attempt has to be a whole number"),
                arguments(HTTP.replace("get:", "put:"), "exactly one of method.get and method.post"),
                arguments(
                        "name: p\ntype: k8sProbe\nmode: SOT\nk8sProbe/inputs: {version: v1, resource: pods, operation: look}",
                        "'look' is no operation of a k8sProbe"),
                arguments(
                        "name: p\ntype: promProbe\nmode: SOT\npromProbe/inputs: {endpoint: \"http://p\", queryPath: /q, comparator: {criteria: ==, value: 1}}",
                        "queryPath names a file"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeMeasuredIsRefused(String probe, String why) {
        assertThat(refusals(probe)).anySatisfy(refusal -> assertThat(refusal).contains(why));
    }

    /** In Litmus two probes of one name overwrite each other's verdict. */
    @Test
    void probesOfOneNameAreToldApart() {
        String text = Imports.engine("pod-delete", Map.of(), HTTP, HTTP);
        Fault fault = Imports.fault(text);
        assertThat(fault.probes()).extracting(Probe::name).containsExactly("web", "web-2");
        assertThat(Imports.notes(text, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("this one is called 'web-2'");
    }

    /** In Litmus an engine is stopped by its probes, and the workflow goes on. */
    @Test
    void aProbeThatStopsIsToldOfWhenThereAreSeveralFaults() {
        String stops = http("probeTimeout: 1s, stopOnFailure: true");
        String alone = Imports.engine("pod-delete", Map.of(), stops);
        String several = alone + "    - {name: container-kill}\n";
        assertThat(Imports.notes(alone, Note.Kind.DIFFERENTLY)).isEmpty();
        assertThat(Imports.experiment(several).spec().faults()).hasSize(2);
        assertThat(Imports.notes(several, Note.Kind.DIFFERENTLY)).singleElement().asString()
                .contains("probe 'web' says stopOnFailure: when it fails, all faults end");
        assertThat(Imports.notes(several.replace("stopOnFailure: true", "stopOnFailure: false"),
                Note.Kind.DIFFERENTLY)).isEmpty();
    }

    @Test
    void everyKindReadsTheSameAfterItWasWritten() {
        LitmusCorpusTest.readsTheSameAgain(Imports.engine("pod-delete", Map.of(), HTTP,
                command("echo 'it''s' \"\" a~b"),
                """
                name: k
                type: k8sProbe
                mode: OnChaos
                k8sProbe/inputs: {group: "", version: v1, resource: pods, namespace: shop, fieldSelector: status.phase=Running, labelSelector: a=b, operation: absent}
                runProperties: {probeTimeout: 1s, probePollingInterval: 250ms, initialDelay: 3s, stopOnFailure: true}"""),
                Filling.NONE);
    }
}
