package io.faultline.experiment.graphql;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.contracts.wire.Wire;
import io.faultline.testkit.Runs;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that ran to their end, as clients read them; what the other services would say of them is said by the test. */
@ExtendWith(GraphQlHouse.Open.class)
class CompletedRunIT {
    private static final String SAVE = """
                                       mutation($r: SaveChaosExperimentRequest!) { saveChaosExperiment(projectID: "p", request: $r) }""";
    private static final String RUN = """
                                      mutation($id: String!) { runChaosExperiment(experimentID: $id, projectID: "p") { notifyID } }""";
    private static final String SHOWN = """
                                        query($id: ID) { getExperimentRun(projectID: "p", experimentRunID: $id) { phase resiliencyScore faultsPassed
                                          faultsFailed faultsAwaited faultsStopped faultsNa totalFaults executionData
                                          weightages { faultName weightage } } }""";

    private final GraphQlHouse house;

    CompletedRunIT(GraphQlHouse house) {
        this.house = house;
    }

    /** A fault's part in the last word on a run, as scoring-service would say it. */
    private static FaultScore score(Fault fault, int percent, FaultPhase phase, FaultVerdict verdict) {
        return new FaultScore(fault.id(), "pod-delete", fault.weight(), percent, phase, verdict, BigDecimal.ZERO,
                BigDecimal.TEN, List.of());
    }

    private static RunCompleted completed(ExperimentRequested asked, RunPhase phase, String score,
            List<FaultScore> faults) {
        Instant now = Instant.now();
        return new RunCompleted(asked.run(), Runs.PROJECT, Objects.requireNonNull(asked.experimentId()),
                asked.experiment().name(), phase, Verdict.UNKNOWN, new Scorecard(new ResilienceScore(
                        new BigDecimal(score)), "litmus-3/1", false, faults, List.of()),
                List.of("a test says so"), now.minusSeconds(30), now);
    }

    private static Stream<RunFact> played(RunId run, Fault fault, Outcome... outcomes) {
        List<RunFact> facts = new ArrayList<>(List.of(Runs.injected(run, fault),
                Runs.reverted(run, fault, RevertReason.PLANNED)));
        for (int i = 0; i < outcomes.length; i++) {
            facts.add(
                    Runs.result(run, Runs.measure(MeasurePhase.POST_FAULT, fault), fault.probes().get(i), outcomes[i]));
        }
        return facts.stream();
    }

    private void saved(String name, String manifest) {
        house.good(SAVE,
                Map.of("r", Map.of("id", name, "name", name, "description", "", "manifest", manifest, "infraID",
                        "own")));
    }

    private ExperimentRequested run(String id) {
        String notice = house.good(RUN, Map.of("id", id)).at("/runChaosExperiment/notifyID").asString();
        return house.facts.await(RunId.parse(notice), ExperimentRequested.class);
    }

    private void said(ExperimentRequested asked, Stream<RunFact> facts) {
        house.facts.append(Runs.planned(asked.run(), asked.experiment(), List.of()));
        facts.forEach(house.facts::append);
    }

    /** The run, when it has come to this phase. */
    private JsonNode in(String phase, RunId run) {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                () -> house.good(SHOWN, Map.of("id", run.toString())).path("getExperimentRun"),
                shown -> shown.path("phase").asString().equals(phase));
    }

    /** The worked example of Harness: weights 2, 4 and 8, with 0, 100 and 75 percent. */
    private RunId harnessExample(String name) {
        List<String> one = List.of(Sent.probe("p", "EOT"));
        saved(name,
                Sent.workflow(name, List.of(List.of("two"), List.of("four", "eight")), new java.util.TreeMap<>(Map.of(
                        "two", new Sent.Fault(2, one), "four", new Sent.Fault(4, one), "eight", new Sent.Fault(8,
                                List.of(Sent.probe("a", "Edge"), Sent.probe("b", "Continuous"),
                                        Sent.probe("c", "OnChaos"),
                                        Sent.probe("d", "EOT")))))));
        ExperimentRequested asked = run(name);
        Experiment experiment = asked.experiment();
        Fault two = experiment.spec().fault("two").orElseThrow();
        Fault four = experiment.spec().fault("four").orElseThrow();
        Fault eight = experiment.spec().fault("eight").orElseThrow();
        said(asked, Stream.of(played(asked.run(), two, Outcome.BROKEN), played(asked.run(), four, Outcome.HELD),
                played(asked.run(), eight, Outcome.HELD, Outcome.HELD, Outcome.BROKEN, Outcome.HELD),
                Stream.of(Runs.settled(asked.run(), RunEnding.FINISHED),
                        completed(asked, RunPhase.COMPLETED_WITH_PROBE_FAILURE, "71.42",
                                List.of(score(two, 0, FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL),
                                        score(four, 100, FaultPhase.COMPLETED, FaultVerdict.PASS),
                                        score(eight, 75, FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL)))))
                .flatMap(facts -> facts));
        return asked.run();
    }

    @Test
    void harnessWorkedExampleIsReadAsTheirClientsReadIt() {
        RunId run = harnessExample("harness-example");
        JsonNode shown = in("Completed_With_Probe_Failure", run);
        assertThat(shown.path("resiliencyScore").toString()).isEqualTo("71.42");
        assertThat(List.of("faultsPassed", "faultsFailed", "faultsAwaited", "faultsStopped", "faultsNa", "totalFaults"))
                .extracting(counter -> shown.path(counter).asInt()).containsExactly(1, 2, 0, 0, 0, 3);
        assertThat(shown.path("weightages").toString()).contains("{\"faultName\":\"eight\",\"weightage\":8}");
        JsonNode data = Wire.mapper().readTree(shown.path("executionData").asString());
        assertThat(data.path("phase").asString()).isEqualTo("Completed_With_Probe_Failure");
        assertThat(data.path("experimentID").asString()).isEqualTo("harness-example");
        assertThat(data.path("namespace").asString()).as("the manifest's").isEqualTo("litmus");
        assertThat(data.path("eventType").asString()).isEqualTo("UPDATE");
        for (String time : List.of("creationTimestamp", "startedAt", "finishedAt")) {
            assertThat(Long.parseLong(data.path(time).asString())).as(time + " in seconds")
                    .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(300L));
        }
        assertThat(data.at("/nodes/" + run + "/type").asString()).isEqualTo("Steps");
        assertThat(data.at("/nodes/%s-group-0/children".formatted(run)).toString())
                .isEqualTo("[\"%s-two\"]".formatted(run));
        assertThat(data.at("/nodes/%s-two/children/0".formatted(run)).asString()).isEqualTo(run + "-group-1");
        for (String[] fault : List.of(new String[]{"two", "0", "Fail", "Completed_With_Probe_Failure"},
                new String[]{"four", "100", "Pass", "Completed"},
                new String[]{"eight", "75", "Fail", "Completed_With_Probe_Failure"})) {
            JsonNode node = data.at("/nodes/%s-%s".formatted(run, fault[0]));
            assertThat(node.path("type").asString()).isEqualTo("ChaosEngine");
            assertThat(node.path("phase").asString()).as("its ChaosResult's").isEqualTo(fault[3]);
            assertThat(node.path("finishedAt").asString()).matches("\\d{10}");
            JsonNode chaos = node.path("chaosData");
            assertThat(chaos.path("engineName").asString()).isEqualTo(fault[0]);
            assertThat(chaos.path("experimentName").asString()).isEqualTo("pod-delete");
            assertThat(chaos.path("probeSuccessPercentage").asString()).isEqualTo(fault[1]);
            assertThat(chaos.path("experimentVerdict").asString()).isEqualTo(fault[2]);
            assertThat(chaos.path("experimentStatus").asString()).isEqualTo(fault[3]);
            assertThat(chaos.at("/chaosResult/status/history/targets/0/chaosStatus").asString()).isEqualTo("reverted");
        }
        JsonNode probes = data.at("/nodes/%s-eight/chaosData/chaosResult/status/probeStatuses".formatted(run));
        assertThat(probes.valueStream()
                .map(each -> each.path("name").asString() + " " + each.path("mode").asString() + " "
                        + each.at("/status/verdict").asString()))
                .containsExactly("a Edge Passed", "b Continuous Passed", "c OnChaos Failed", "d EOT Passed");
        assertThat(data.at("/nodes/%s-eight/chaosData/failStep".formatted(run)).asString())
                .isEqualTo("HTTP_PROBE_FAILURE : Actual value: 503. Expected value: == 200");
    }

    @Test
    void aProbeThatStandsInTheExperimentIsShownWithWhatItMeasures() {
        RunId run = harnessExample("inline-probes");
        in("Completed_With_Probe_Failure", run);
        assertThat(house.good(
                """
                query($run: String!) { getProbesInExperimentRun(projectID: "p", experimentRunID: $run, faultName: "eight") {
                  mode probe { name type description kubernetesHTTPProperties { url probeTimeout interval attempt stopOnFailure
                    method { get { criteria responseCode } } } k8sProperties { resource } } } }""",
                Map.of("run", run.toString())).at("/getProbesInExperimentRun/1").toString()).isEqualTo(
                        "{\"mode\":\"Continuous\",\"probe\":{\"name\":\"b\",\"type\":\"httpProbe\",\"description\":null,\"kubernetesHTTPProperties\":{\"url\":\"http://127.0.0.1:1/\",\"probeTimeout\":\"2s\",\"interval\":\"1s\",\"attempt\":1,\"stopOnFailure\":false,\"method\":{\"get\":{\"criteria\":\"==\",\"responseCode\":\"200\"}}},\"k8sProperties\":null}}");
    }

    /** What Litmus calls Fail, Completed or Running for ever. */
    @ParameterizedTest
    @CsvSource({"ABORTED, STOPPED, STOPPED, STOPPED, Stopped, faultsStopped, Stopped",
            "DEADLINE, ERROR, PENDING, NOT_AVAILABLE, Timeout, faultsNa, N/A",
            "FAULT_STUCK, ERROR, ERROR, ERROR, Error, faultsNa, Error"})
    void whatWasStoppedOrWentWrongIsNotCalledFailed(StopCause cause, RunPhase phase, FaultPhase faultPhase,
            FaultVerdict verdict, String word, String counter, String verdictWord) {
        String name = "ended-" + word.toLowerCase(java.util.Locale.ROOT);
        saved(name, Sent.engine(name, Sent.probe("p", "EOT")));
        ExperimentRequested asked = run(name);
        Fault fault = asked.experiment().spec().faults().getFirst();
        said(asked, Stream.of(Runs.stopping(asked.run(), cause),
                new RunSettled(asked.run(), RunEnding.STOPPED, cause, "a test says so", List.of(), List.of(),
                        Instant.now()),
                completed(asked, phase, "0", List.of(score(fault, 0, faultPhase, verdict)))));
        JsonNode shown = in(word, asked.run());
        assertThat(shown.path(counter).asInt()).isEqualTo(1);
        assertThat(shown.path("faultsFailed").asInt()).isZero();
        JsonNode data = Wire.mapper().readTree(shown.path("executionData").asString());
        assertThat(data.path("phase").asString()).isEqualTo(word);
        JsonNode chaos = data.at("/nodes/%s-%s/chaosData".formatted(asked.run(), name));
        assertThat(chaos.path("experimentVerdict").asString()).isEqualTo(verdictWord);
        assertThat(chaos.at("/chaosResult/status/probeStatuses/0/status/verdict").asString()).isEqualTo("N/A");
        assertThat(listed("experimentStatus: " + word)).contains(asked.run().toString());
        assertThat(listed("experimentRunStatus: [\"%s\", \"Queued\"]".formatted(word)))
                .contains(asked.run().toString());
        assertThat(listed("experimentStatus: " + (word.equals("Error") ? "Timeout" : "Error")))
                .doesNotContain(asked.run().toString());
    }

    private List<String> listed(String filter) {
        return house.good(
                "{ listExperimentRun(projectID: \"p\", request: {pagination: {page: 0, limit: 200}, filter: {%s}}) { experimentRuns { experimentRunID } } }"
                        .formatted(filter))
                .at("/listExperimentRun/experimentRuns").valueStream()
                .map(each -> each.path("experimentRunID").asString()).toList();
    }

    @Test
    void whatCouldNotBeInjectedHasLitmusCodeOfTheStepThatFailed() {
        saved("not-injected", Sent.engine("not-injected"));
        ExperimentRequested asked = run("not-injected");
        Fault fault = asked.experiment().spec().faults().getFirst();
        said(asked, Stream.of(Runs.failed(asked.run(), fault, FaultFailed.Failed.INJECT),
                Runs.settled(asked.run(), RunEnding.FINISHED),
                completed(asked, RunPhase.ERROR, "0", List.of(score(fault, 0, FaultPhase.ERROR, FaultVerdict.ERROR)))));
        JsonNode data = Wire.mapper().readTree(in("Error", asked.run()).path("executionData").asString());
        assertThat(data.at("/nodes/%s-not-injected/chaosData/failStep".formatted(asked.run())).asString())
                .isEqualTo("CHAOS_INJECT_ERROR : no such process");
        assertThat(data.at("/nodes/%s-not-injected/chaosData/chaosResult/status/experimentStatus/errorOutput/errorCode"
                .formatted(asked.run())).asString()).isEqualTo("CHAOS_INJECT_ERROR");
    }

    @Test
    void statisticsAndAveragesComeFromWhatRan() {
        RunId run = harnessExample("averaged");
        in("Completed_With_Probe_Failure", run);
        JsonNode one = house.good(
                """
                { getExperiment(projectID: "p", experimentID: "averaged") { averageResiliencyScore
                  experimentDetails { recentExperimentRunDetails { experimentRunID phase resiliencyScore runSequence } } } }""")
                .path("getExperiment");
        assertThat(one.path("averageResiliencyScore").toString()).isEqualTo("71.42");
        assertThat(one.at("/experimentDetails/recentExperimentRunDetails").toString()).isEqualTo(
                "[{\"experimentRunID\":\"%s\",\"phase\":\"Completed_With_Probe_Failure\",\"resiliencyScore\":71.42,\"runSequence\":1}]"
                        .formatted(run));
        JsonNode stats = house.good(
                """
                { getExperimentStats(projectID: "p") { totalExperiments totalExpCategorizedByResiliencyScore { id count } }
                  getExperimentRunStats(projectID: "p") { totalExperimentRuns totalCompletedExperimentRuns totalTerminatedExperimentRuns
                    totalRunningExperimentRuns totalStoppedExperimentRuns totalErroredExperimentRuns } }""");
        assertThat(stats.at("/getExperimentStats/totalExpCategorizedByResiliencyScore").valueStream()
                .filter(each -> each.path("id").asInt() == 40).map(each -> each.path("count").asInt()))
                .singleElement().satisfies(count -> assertThat(count).isPositive());
        JsonNode runs = stats.path("getExperimentRunStats");
        assertThat(runs.path("totalCompletedExperimentRuns").asInt()).isPositive();
        assertThat(Stream.of("Completed", "Terminated", "Running", "Stopped", "Errored")
                .mapToInt(each -> runs.path("total%sExperimentRuns".formatted(each)).asInt()).sum())
                .as("no run is counted twice").isLessThanOrEqualTo(runs.path("totalExperimentRuns").asInt());
    }

    private static String probeRequest(String name, String url) {
        return """
               {name: "%s", type: httpProbe, infrastructureType: Kubernetes, tags: ["t"], description: "d",
               kubernetesHTTPProperties: {probeTimeout: "2s", interval: "1s", attempt: 2, url: "%s",
               method: {get: {criteria: "==", responseCode: "200"}}}}""".formatted(name, url);
    }

    @Test
    void aStoredProbeIsReferredToMeasuredShownWithItsLatestExecutionsAndNotDeletedMeanwhile() {
        String add = "mutation { addProbe(projectID: \"p\", request: %s) { name referencedBy kubernetesHTTPProperties { url attempt method { get { responseCode } } } } }"
                .formatted(probeRequest("checkout", "http://127.0.0.1:1/"));
        assertThat(house.good("{ validateUniqueProbe(projectID: \"p\", probeName: \"checkout\") }")
                .path("validateUniqueProbe").asBoolean()).isTrue();
        assertThat(house.good(add).path("addProbe").toString()).isEqualTo(
                "{\"name\":\"checkout\",\"referencedBy\":0,\"kubernetesHTTPProperties\":{\"url\":\"http://127.0.0.1:1/\",\"attempt\":2,\"method\":{\"get\":{\"responseCode\":\"200\"}}}}");
        assertThat(house.refused(add)).startsWith("CONFLICT: probe checkout exists already");
        assertThat(house.good("{ validateUniqueProbe(projectID: \"p\", probeName: \"checkout\") }")
                .path("validateUniqueProbe").asBoolean()).isFalse();
        assertThat(house.refused(SAVE, Map.of("r", Map.of("id", "x", "name", "unmet", "description", "", "manifest",
                Sent.referring("unmet", "no-such-probe", "SOT"), "infraID", "own")))).contains("no-such-probe");

        saved("referring", Sent.referring("referring", "checkout", "EOT"));
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            ExperimentRequested asked = run("referring");
            Fault fault = asked.experiment().spec().faults().getFirst();
            Outcome outcome = i == 10 ? Outcome.BROKEN : Outcome.HELD;
            said(asked, Stream.concat(played(asked.run(), fault, outcome), Stream.of(
                    Runs.settled(asked.run(), RunEnding.FINISHED),
                    completed(asked, i == 10 ? RunPhase.COMPLETED_WITH_PROBE_FAILURE : RunPhase.COMPLETED, "0",
                            List.of(score(fault, 0, FaultPhase.COMPLETED, FaultVerdict.PASS))))));
            runs.add(asked.run());
        }
        RunId last = runs.getLast();
        runs.forEach(run -> in(run.equals(last) ? "Completed_With_Probe_Failure" : "Completed", run));
        JsonNode reference = house.good(
                """
                { getProbeReference(projectID: "p", probeName: "checkout") { projectID name totalRuns recentExecutions { faultName mode
                  executionHistory { mode faultName status { verdict description } executedByExperiment { experimentID experimentName updatedAt updatedBy { username } } } } } }""")
                .path("getProbeReference");
        assertThat(reference.path("totalRuns").asInt()).isEqualTo(11);
        assertThat(reference.path("recentExecutions")).hasSize(1);
        JsonNode history = reference.at("/recentExecutions/0/executionHistory");
        assertThat(history).as("the ten latest of a fault").hasSize(10);
        assertThat(history.get(0).at("/status/verdict").asString()).isEqualTo("Failed");
        assertThat(history.get(0).at("/status/description").asString()).contains("Actual value: 503");
        assertThat(history.get(9).at("/status/verdict").asString()).isEqualTo("Passed");
        assertThat(history.get(0).at("/executedByExperiment/experimentID").asString()).isEqualTo("referring");
        assertThat(history.get(0).at("/executedByExperiment/updatedAt").asLong()).as("milliseconds")
                .isCloseTo(Instant.now().toEpochMilli(), org.assertj.core.data.Offset.offset(300_000L));
        assertThat(house
                .good("""
                      query($run: String!) { getProbesInExperimentRun(projectID: "p", experimentRunID: $run, faultName: "referring") {
                        mode status { verdict } probe { name type referencedBy } } }""",
                        Map.of("run", last.toString()))
                .path("getProbesInExperimentRun").toString()).isEqualTo(
                        "[{\"mode\":\"EOT\",\"status\":{\"verdict\":\"Failed\"},\"probe\":{\"name\":\"checkout\",\"type\":\"httpProbe\",\"referencedBy\":1}}]");
        JsonNode one = house.good(
                """
                { getProbe(projectID: "p", probeName: "checkout") { name type tags description recentExecutions { faultName status { verdict } } } }""")
                .path("getProbe");
        assertThat(one.path("recentExecutions")).hasSize(10);
        assertThat(one.at("/recentExecutions/0/status/verdict").asString()).isEqualTo("Failed");
        assertThat(house.refused("mutation { deleteProbe(projectID: \"p\", probeName: \"checkout\") }"))
                .isEqualTo("CONFLICT: probe checkout is referred to by 1 experiments: take it out of them first");

        assertThat(house.good("mutation { updateProbe(projectID: \"p\", request: %s) }".formatted(
                probeRequest("checkout", "http://127.0.0.1:2/"))).path("updateProbe").asString())
                .isEqualTo("Updated successfully");
        assertThat(run("referring").experiment().spec().faults().getFirst().probes()).extracting(Probe::name,
                probe -> Objects.requireNonNull(probe.http()).url())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("checkout", "http://127.0.0.1:2/"));
        house.good("mutation { deleteChaosExperiment(projectID: \"p\", experimentID: \"referring\") }");
        assertThat(house.good("mutation { deleteProbe(projectID: \"p\", probeName: \"checkout\") }").path("deleteProbe")
                .asBoolean()).isTrue();
        assertThat(house.refused("{ getProbe(projectID: \"p\", probeName: \"checkout\") { name } }"))
                .startsWith("NOT_FOUND");
    }

    @Test
    void probesAreListedByNameKindAndTimeAndWrittenAsAnEngineHasThem() {
        house.good("mutation { addProbe(projectID: \"p\", request: %s) { name } }".formatted(
                probeRequest("listed-http", "http://127.0.0.1:1/")));
        house.good(
                """
                mutation { addProbe(projectID: "p", request: {name: "listed-k8s", type: k8sProbe, infrastructureType: Kubernetes,
                  k8sProperties: {probeTimeout: "2s", interval: "1s", version: "v1", resource: "pods", namespace: "shop", operation: "present"}}) { name } }""");
        assertThat(probes("filter: {name: \"listed\"}")).containsExactlyInAnyOrder("listed-http", "listed-k8s");
        assertThat(probes("filter: {name: \"listed\", type: [k8sProbe]}")).containsExactly("listed-k8s");
        assertThat(probes("probeNames: [\"listed-http\"], infrastructureType: Kubernetes"))
                .containsExactly("listed-http");
        assertThat(probes("filter: {name: \"listed\", dateRange: {startDate: \"0\", endDate: \"1\"}}")).isEmpty();
        assertThat(house.good("{ getProbeYAML(projectID: \"p\", request: {probeName: \"listed-http\", mode: SOT}) }")
                .path("getProbeYAML").asString()).contains("httpProbe/inputs:", "mode: \"SOT\"", "attempt: 2");
        assertThat(house.refused("mutation { addProbe(projectID: \"p\", request: %s) { name } }".formatted(
                probeRequest("wrong", "no address")))).contains("probe wrong is refused");
        assertThat(house.refused(
                "mutation { addProbe(projectID: \"p\", request: {name: \"x\", type: promProbe, infrastructureType: Kubernetes}) { name } }"))
                .contains("a promProbe needs promProperties");
    }

    private List<String> probes(String arguments) {
        return house
                .good("{ listProbes(projectID: \"p\", %s) { name recentExecutions { faultName } } }"
                        .formatted(arguments))
                .path("listProbes").valueStream().map(each -> each.path("name").asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {GraphQlSocket.LEGACY, GraphQlSocket.CURRENT})
    void whoSubscribesHearsThatARunGoesOn(String protocol) {
        String name = "watched-" + protocol;
        saved(name, Sent.engine(name));
        try (GraphQlSocket socket = house.socket(protocol)) {
            socket.subscribe(
                    "subscription { getWorkflowEvents(projectID: \"p\") { workflowRunID workflowName phase executionData } }",
                    Map.of());
            ExperimentRequested asked = null;
            JsonNode queued = null;
            for (int i = 0; queued == null && i < 5; i++) {
                asked = run(name);
                String id = asked.run().toString();
                queued = socket.data(Duration.ofSeconds(4), event -> isOf(event, id)).orElse(null);
            }
            assertThat(queued).as("a run that was asked for is an event").isNotNull();
            assertThat(queued.at("/getWorkflowEvents/phase").asString()).isEqualTo("Queued");
            String id = asked.run().toString();
            Fault fault = asked.experiment().spec().faults().getFirst();
            house.facts.append(Runs.planned(asked.run(), asked.experiment(), List.of()));
            assertThat(socket.data(event -> isOf(event, id)).at("/getWorkflowEvents/phase").asString())
                    .isEqualTo("Running");
            house.facts.append(Runs.injected(asked.run(), fault));
            assertThat(socket.data(event -> isOf(event, id)).at("/getWorkflowEvents/executionData").asString())
                    .contains("\"chaosStatus\":\"injected\"");
            house.facts.append(Runs.settled(asked.run(), RunEnding.FINISHED));
            house.facts.append(completed(asked, RunPhase.COMPLETED, "100",
                    List.of(score(fault, 100, FaultPhase.COMPLETED, FaultVerdict.PASS))));
            socket.data(
                    event -> isOf(event, id) && event.at("/getWorkflowEvents/phase").asString().equals("Completed"));
        }
    }

    private static boolean isOf(JsonNode event, String run) {
        return event.at("/getWorkflowEvents/workflowRunID").asString("").equals(run);
    }

    @Test
    void whatWasSaidInARunIsShownAsThePodsLogWhileItRunsAndAfterwards() {
        saved("said", Sent.engine("said"));
        ExperimentRequested asked = run("said");
        String id = asked.run().toString();
        house.neighbours.says(id, line("inject:said", "deletes pod cart-1"), line("inject:other", "of another fault"));
        try (GraphQlSocket socket = house.socket(GraphQlSocket.LEGACY)) {
            socket.subscribe(
                    """
                    subscription podLog($request: PodLogRequest!) { getPodLog(request: $request) { experimentRunID podName podType log __typename } }""",
                    Map.of("request", Map.of("infraID", "own", "experimentRunID", id, "podName", id + "-said",
                            "podNamespace", "litmus", "podType", "ChaosEngine")));
            JsonNode first = socket.data(_ -> true).path("getPodLog");
            assertThat(first.path("log").asString()).isEqualTo(
                    "2026-01-01T00:00:00Z INFO  [inject:said] deletes pod cart-1");
            assertThat(first.path("podName").asString()).isEqualTo(id + "-said");
            house.neighbours.says(id, line("inject:said", "deletes pod cart-1"),
                    "{\"type\":\"io.faultline.lines-lost.v1\",\"time\":\"2026-01-01T00:00:01Z\",\"data\":{\"source\":\"injector\",\"from\":2,\"to\":3}}",
                    line(null, "that was all"));
            assertThat(socket.data(_ -> true).at("/getPodLog/log").asString())
                    .contains("lines 2 to 3 of injector were lost")
                    .endsWith("that was all");
            Fault fault = asked.experiment().spec().faults().getFirst();
            said(asked,
                    Stream.of(Runs.settled(asked.run(), RunEnding.FINISHED), completed(asked, RunPhase.COMPLETED, "100",
                            List.of(score(fault, 100, FaultPhase.COMPLETED, FaultVerdict.PASS)))));
            assertThat(socket.next("complete").path("id").asString()).isEqualTo("1");
        }
    }

    private static String line(String step, String text) {
        return Wire.mapper().writeValueAsString(Map.of("type", "io.faultline.log-line.v1", "data", step == null
                ? Map.of("at", "2026-01-01T00:00:02Z", "level", "info", "text", text)
                : Map.of("at", "2026-01-01T00:00:00Z", "level", "info", "step", step, "text", text)));
    }
}
