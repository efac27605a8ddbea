package io.faultline.formats.litmus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of docs/harness-litmus.md that tells what becomes of manifests, made from the tables they are read by. */
final class HarnessLitmusPage {
    static final String BEGIN = "<!-- generated from io.faultline.formats.litmus: begin -->";
    static final String END = "<!-- generated from io.faultline.formats.litmus: end -->";

    /** A row beyond the tables: what is read by code of its own, with a test that shows it. */
    record Row(String what, Treatment treatment, String remark) {}

    static final List<Row> MANIFEST = List.of(
            new Row("`kind: Workflow`, `CronWorkflow`", Treatment.WORKS,
                    "YAML, JSON, JSON in a string; CRLF, `\\/`, empty objects, null timestamps"),
            new Row("`kind: ChaosEngine`", Treatment.WORKS, "several experiments are one stage each"),
            new Row("`kind: ChaosSchedule`", Treatment.WORKS, "now, once, repeat; written back as a CronWorkflow"),
            new Row("`kind: ChaosExperiment`, `ChaosResult`, `ChartServiceVersion`, `WorkflowTemplate`",
                    Treatment.REFUSED, "they are no experiments"),
            new Row("`metadata.name`, `generateName`", Treatment.WORKS, "letters, digits and - . _, at most 100"),
            new Row("`metadata.labels`, `namespace`", Treatment.WORKS, "kept to be written back"),
            new Row("annotation `workflows.argoproj.io/description`", Treatment.WORKS,
                    "the description; `faultline.io/tags` the tags"),
            new Row("`spec.entrypoint`, `steps`", Treatment.WORKS,
                    "outer groups one after the other, inner steps side by side; steps in steps where they stand alone"),
            new Row("`dag`", Treatment.DIFFERENTLY,
                    "in layers: a task never begins before what it depends on; what else it waits for is named"),
            new Row("`depends` with `&&`, `.Succeeded`, `.Completed`", Treatment.WORKS, ""),
            new Row("`depends` with `||`, `.Failed` and the like", Treatment.REFUSED,
                    "a task waits for others to be over"),
            new Row("`suspend.duration`", Treatment.WORKS, "a pause; without a duration it is refused"),
            new Row("container that only sleeps", Treatment.DIFFERENTLY, "a pause, without a pod"),
            new Row("container that installs faults or cleans up", Treatment.NOT_NEEDED,
                    "`kubectl apply`, `kubectl delete chaosengine`, with or without `sleep`; an engine that is only deleted is no fault"),
            new Row("other containers", Treatment.NOT_NEEDED,
                    "left out and named: Faultline runs no containers of a workflow"),
            new Row("`script`, `resource`, `http`, `data`, `plugin`, `templateRef`, `inline`", Treatment.REFUSED,
                    "only templates of the workflow itself"),
            new Row("`arguments.parameters`, `inputs.parameters`", Treatment.WORKS,
                    "`{{workflow.parameters.x}}`, `{{inputs.parameters.x}}`, with inner spaces; `{{workflow.name}}`, `{{workflow.namespace}}`"),
            new Row("`{{workflow.uid}}`, `{{workflow.creationTimestamp}}`, `{{workflow.status}}`, `{{pod.name}}`, `{{steps...}}`",
                    Treatment.REFUSED,
                    "where they matter; in labels they do not"),
            new Row("`withItems`", Treatment.WORKS, "`{{item}}`, `{{item.x}}`; at most 100"),
            new Row("`withParam`, `withSequence`", Treatment.REFUSED, "only known when a workflow runs"),
            new Row("`when`", Treatment.WORKS, "`a == b`, `a != b` of known values; others are refused"),
            new Row("`onExit`", Treatment.NOT_NEEDED, "Faultline mends by itself; with a fault in it it is refused"),
            new Row("`activeDeadlineSeconds`", Treatment.WORKS, "the experiment's maxDuration"),
            new Row("`nodeSelector`, `tolerations`, `podMetadata.annotations`, `securityContext.runAsUser/runAsGroup`",
                    Treatment.WORKS, "of the workflow, its runner and its experiments: helperPods"),
            new Row("`components.runner.runnerAnnotations`, `experimentAnnotations`", Treatment.WORKS,
                    "of helper pods, as those of the workflow"),
            new Row("`workflowSpec`", Treatment.WORKS, "a CronWorkflow's workflow"),
            new Row("`creationTimestamp`, `status`", Treatment.NOT_NEEDED, "what a cluster writes"),
            new Row("`schedule`, `schedules`, `timezone`, `concurrencyPolicy`, `suspend`, `startingDeadlineSeconds`",
                    Treatment.WORKS, "beside the experiment"),
            new Row("engine's `metadata.generateName`", Treatment.WORKS,
                    "the fault's name, exactly; a second of its name gets a number"),
            new Row("template's label `weight`", Treatment.WORKS,
                    "0 to 10; 10 without one; weightages of a request come first"),
            new Row("annotation `probeRef`", Treatment.BETTER,
                    "a reference to stored probes; other annotations are left alone"),
            new Row("`appinfo` `appns`, `applabel`, `appkind`", Treatment.BETTER,
                    "labels without a kind work too; a kind without labels is refused"),
            new Row("`appkind` deploymentconfig, rollout", Treatment.DIFFERENTLY,
                    "pods are found by their labels alone, whoever owns them"),
            new Row("`selectors` `workloads`, `pods`", Treatment.WORKS,
                    "one entry a fault: `kind`, `namespace`, `names` (one workload, several pods) or `labels`"),
            new Row("`defaultHealthCheck`", Treatment.BETTER,
                    "either it or DEFAULT_HEALTH_CHECK: targets have to be ready before and after"),
            new Row("`auxiliaryAppInfo`", Treatment.DIFFERENTLY,
                    "as the tunable AUXILIARY_APPINFO, and before it: " + CommonTunables.AUXILIARY),
            new Row("`experiments[].name`, `spec.components.env`", Treatment.WORKS,
                    "the fault and its tunables; what is not given is the definition's beside it, else the hub's"),
            new Row("`engineState: stop`", Treatment.REFUSED, "such a fault would never be made"),
            new Row("`env[].valueFrom`", Treatment.REFUSED, "write the value"));

    static final List<Row> PROBES = List.of(
            new Row("`httpProbe`", Treatment.BETTER, "GET and POST; Harness' `headers`; sent from inside the cluster"),
            new Row("`httpProbe` `url`, `insecureSkipVerify`, `method.get`, `method.post`, `criteria`, `responseCode`, `body`, `contentType`",
                    Treatment.WORKS, "exactly one method; a post without a body as well"),
            new Row("`httpProbe` `bodyPath`", Treatment.REFUSED, "names a file of the experiment's pod"),
            new Row("`cmdProbe` with `source`", Treatment.WORKS,
                    "in a pod of the engine's namespace; what is more than words is run by the `/bin/sh` of the image"),
            new Row("`cmdProbe` `source`", Treatment.WORKS,
                    "`image`, `hostNetwork`, `env`, `inheritInputs`; a mapping, JSON in a string, or an image alone"),
            new Row("`cmdProbe` without `source`, or `inline`", Treatment.DIFFERENTLY,
                    "it runs beside the probe service, taken apart into words; what needs a shell is refused: name an image"),
            new Row("`k8sProbe` `group`, `version`, `resource`, `namespace`, `resourceNames`, `fieldSelector`, `labelSelector`, `operation`, `data`",
                    Treatment.WORKS,
                    "present, absent, create, delete, and ready; names come before selectors; without a namespace all are looked at"),
            new Row("`k8sProbe` create, delete without `namespace`", Treatment.DIFFERENTLY,
                    "in `default`, unless the kind has none"),
            new Row("`promProbe` `endpoint`, `query`, `comparator`", Treatment.WORKS, "sent from inside the cluster"),
            new Row("`promProbe` `queryPath`", Treatment.REFUSED, "names a file of the experiment's pod"),
            new Row("`mode`", Treatment.BETTER,
                    "SOT, EOT, Edge, Continuous, OnChaos; two probes of one name are told apart"),
            new Row("`probeTimeout`, `responseTimeout`", Treatment.BETTER,
                    "the attempt is ended; a bare number is in seconds, for an httpProbe in milliseconds; `responseTimeout` in milliseconds, wherever it stands"),
            new Row("`interval`, `initialDelay`, `initialDelaySeconds`", Treatment.WORKS,
                    "a number of seconds, or a duration"),
            new Row("`attempt`, `retry`", Treatment.WORKS, "attempt, else retry, else 1"),
            new Row("`probePollingInterval`", Treatment.BETTER, "1s without one, 50ms at least: no busy loop"),
            new Row("`stopOnFailure`", Treatment.DIFFERENTLY,
                    "of one fault alone it is the same; of several, all of them end and not only the probe's own"),
            new Row("`comparator` int, float: `==`, `!=`, `<`, `<=`, `>`, `>=`, `oneOf`, `between`", Treatment.BETTER,
                    "what is no number is refused; only oneOf and between are split at commas, one part is a list too"),
            new Row("`comparator` string: `equal`, `notEqual`, `contains`, `notContains`, `matches`, `notMatches`, `oneOf`",
                    Treatment.BETTER, "commas belong to the text; regular expressions are Java's, unanchored"),
            new Row("other `criteria` and types", Treatment.REFUSED,
                    "when the manifest is read, not when the probe is"),
            new Row("Harness' own cmdProbe `./healthcheck`", Treatment.DIFFERENTLY,
                    "whether the targets are ready is looked at (k8s, operation ready) every 5s until its probeTimeout; without labels the fault's own health check does so"),
            new Row("templates over other probes (`{{ .x.ProbeArtifacts.Register }}`)", Treatment.REFUSED, ""));

    private HarnessLitmusPage() {}

    static String generated() {
        return """
               %s
               ## Manifests

               `faultline validate`, `faultline run` and `POST /api/v1/experiments` take manifests as they are; `faultline convert FILE`
               shows what becomes of one, and each thing that is not taken over as it stands, with its line and column.
               `faultline convert FILE -o litmus` writes one. What is *not needed* is left out, and named.

               | field | | |
               |---|---|---|
               %s
               Left out of a workflow, because nothing of it is needed: %s.

               Left out of an engine: %s.

               Left out of an engine's `components.runner`: %s.

               ## Probes

               | field | | |
               |---|---|---|
               %s
               Left out of `runProperties`: %s. Left out of a cmdProbe's `source`: %s.

               ## Faults

               Tunables that are not named have the hub's value; named and left blank, that of Litmus' code. %s

               Of every fault of pods: %s.

               Of faults of nodes instead: %s.

               Of faults of workloads instead: %s.

               | fault | ours | | tunables |
               |---|---|---|---|
               %s
               | no such fault | why |
               |---|---|
               %s%s
               """
                .formatted(BEGIN, rows(MANIFEST), reasons(WorkflowReading.SPEC_REST, TemplateReading.TEMPLATE_REST,
                        StepReading.STEP_REST, TimetableReading.CRON_REST),
                        reasons(EngineReading.SPEC_REST, EngineReading.COMPONENTS_REST, EngineReading.COMPONENT_REST),
                        reasons(EngineReading.RUNNER_REST), rows(Stream
                                .concat(PROBES.stream(),
                                        new TreeMap<>(ProbeReading.ABSENT).entrySet().stream().map(
                                                entry -> new Row("`" + entry.getKey() + "`", Treatment.REFUSED,
                                                        entry.getValue())))
                                .toList()),
                        reasons(ProbeReading.RUN_REST), reasons(ProbeInputs.SOURCE_REST),
                        "What is written in brackets is the value then. Of a range, such as 500-1000, the lower end is taken, and a note"
                                + " says so.",
                        common(), instead("node-drain"),
                        instead("pod-autoscaler"), faults(), absent(), END);
    }

    private static String rows(List<Row> rows) {
        return rows.stream()
                .map(row -> "| %s | %s | %s |\n".formatted(row.what(), row.treatment().word(), row.remark()))
                .collect(Collectors.joining());
    }

    @SafeVarargs
    private static String reasons(Map<String, String>... tables) {
        Map<String, String> all = new TreeMap<>();
        Stream.of(tables).forEach(all::putAll);
        return all.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> "`%s` (%s)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String common() {
        FaultForm form = FaultForms.named("pod-cpu-hog").orElseThrow();
        return form.all().filter(each -> form.tunables().stream().noneMatch(own -> own.name().equals(each.name())))
                .map(HarnessLitmusPage::tunable).collect(Collectors.joining(", "));
    }

    /** What a fault of another aim shares with its kind, and faults of pods do not have or have otherwise. */
    private static String instead(String name) {
        FaultForm pods = FaultForms.named("pod-cpu-hog").orElseThrow();
        FaultForm form = FaultForms.named(name).orElseThrow();
        return CommonTunables.of(form).stream().filter(each -> !CommonTunables.of(pods).contains(each))
                .map(HarnessLitmusPage::tunable).collect(Collectors.joining(", "));
    }

    private static String tunable(Tunable tunable) {
        String values = tunable.preset().equals(tunable.blank())
                ? tunable.preset()
                : "%s/%s".formatted(tunable.preset(), tunable.blank());
        String treatment = tunable.treatment() == Treatment.WORKS ? "" : tunable.treatment().word();
        String words = Stream.of(values, treatment, tunable.remark().replace("|", "\\|"))
                .filter(word -> !word.isEmpty() && !word.equals("/")).collect(Collectors.joining("; "));
        return words.isEmpty() ? "`%s`".formatted(tunable.name()) : "`%s` (%s)".formatted(tunable.name(), words);
    }

    private static String faults() {
        return FaultForms.all().map(form -> "| %s | %s | %s%s | %s |\n".formatted(form.name(), form.ours(),
                form.treatment().word(), form.remark().isEmpty() ? "" : ": " + form.remark(),
                form.tunables().stream().map(HarnessLitmusPage::tunable).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static String absent() {
        return FaultForms.absent().entrySet().stream()
                .map(entry -> "| %s | %s |\n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }
}
