package io.faultline.experiment.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import io.faultline.testkit.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Experiments and their schedules, in the words of Litmus 3.x and 2.x. */
@ExtendWith(GraphQlHouse.Open.class)
class ExperimentOperationsIT {
    private static final String CREATE = """
                                         mutation($r: ChaosExperimentRequest!) { createChaosExperiment(request: $r, projectID: "p") {
                                           experimentID projectID cronSyntax experimentName experimentDescription isCustomExperiment tags } }""";
    private static final String UPDATE = """
                                         mutation($r: ChaosExperimentRequest!) { updateChaosExperiment(request: $r, projectID: "p") {
                                           experimentID cronSyntax experimentName } }""";
    private static final String RUN = """
                                      mutation($id: String!) { runChaosExperiment(experimentID: $id, projectID: "p") { notifyID } }""";
    private static final String TOGGLE = """
                                         mutation($id: String!, $off: Boolean!) {
                                           updateCronExperimentState(experimentID: $id, disable: $off, projectID: "p") }""";
    private static final String DELETE = """
                                         mutation($id: String!, $run: String) {
                                           deleteChaosExperiment(experimentID: $id, experimentRunID: $run, projectID: "p") }""";
    private static final String RUNS_OF = """
                                          query($ids: [ID]) { listExperimentRun(projectID: "p", request: {experimentIDs: $ids}) {
                                            totalNoOfExperimentRuns experimentRuns { experimentRunID phase runSequence experimentType infra { infraID } } } }""";

    private final GraphQlHouse house;

    ExperimentOperationsIT(GraphQlHouse house) {
        this.house = house;
    }

    private static Map<String, Object> wanted(String name, Map<String, ?> more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("experimentManifest", Sent.engine(name), "cronSyntax",
                "", "experimentName", name, "experimentDescription", "of " + name, "weightages", List.of(),
                "isCustomExperiment", true, "infraID", "own", "tags", List.of("t")));
        wanted.putAll(more);
        return wanted;
    }

    private String created(String name, Map<String, ?> more) {
        return house.good(CREATE, Map.of("r", wanted(name, more))).at("/createChaosExperiment/experimentID").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/query", "/api/query"})
    void anExperimentIsSavedShownRunStoppedAndDeleted(String path) {
        String id = "saved_" + path.replace('/', '_');
        String name = id.replace('_', '-').replaceAll("-+", "-");
        String manifest = Sent.engine(name);
        Map<String, Object> request = Map.of("id", id, "name", name, "description", "d", "manifest", manifest,
                "infraID", "own", "tags", List.of("t"));
        String save = "mutation($r: SaveChaosExperimentRequest!) { saveChaosExperiment(projectID: \"p\", request: $r) }";
        assertThat(house.ask(path, save, Map.of("r", request)).at("/data/saveChaosExperiment").asString())
                .isEqualTo("experiment saved successfully with ID " + id);
        assertThat(house.ask(path, save, Map.of("r", request)).at("/data/saveChaosExperiment").asString())
                .isEqualTo("experiment updated successfully with ID " + id);
        JsonNode shown = house.ask(path,
                """
                query($id: String!) { getExperiment(projectID: "p", experimentID: $id) { averageResiliencyScore
                  experimentDetails { experimentID name experimentManifest weightages { faultName weightage } infra { name } } } }""",
                Map.of("id", id)).at("/data/getExperiment/experimentDetails");
        assertThat(shown.path("experimentManifest").asString()).isEqualTo(manifest);
        assertThat(shown.path("weightages").toString()).isEqualTo("[{\"faultName\":\"%s\",\"weightage\":10}]"
                .formatted(name));
        String notice = house.ask(path, RUN, Map.of("id", id)).at("/data/runChaosExperiment/notifyID").asString();
        JsonNode run = house.ask(path,
                """
                query($n: ID) { getExperimentRun(projectID: "p", notifyID: $n) { experimentID phase runSequence totalFaults } }""",
                Map.of("n", notice)).at("/data/getExperimentRun");
        assertThat(run.toString()).isEqualTo(
                "{\"experimentID\":\"%s\",\"phase\":\"Queued\",\"runSequence\":1,\"totalFaults\":1}".formatted(id));
        assertThat(house.ask(path,
                """
                query($n: [ID]) { listExperimentRun(projectID: "p", request: {experimentRunIDs: $n, pagination: {page: 0, limit: 5},
                  filter: {experimentStatus: All, dateRange: {startDate: "0"}, infraID: "own"}}) { totalNoOfExperimentRuns } }""",
                Map.of("n", List.of(notice))).at("/data/listExperimentRun/totalNoOfExperimentRuns").asInt())
                .isEqualTo(1);
        assertThat(house.ask(path, """
                                   mutation($id: String!) { stopExperimentRuns(projectID: "p", experimentID: $id) }""",
                Map.of("id", id)).at("/data/stopExperimentRuns").asBoolean()).isTrue();
        house.facts.await(RunId.parse(notice), AbortRequested.class);
        assertThat(house.ask(path, DELETE, Map.of("id", id)).at("/data/deleteChaosExperiment").asBoolean()).isTrue();
        assertThat(house.ask(path, DELETE, Map.of("id", id)).at("/errors/0/extensions/code").asString())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void anExperimentIsCreatedAndRunOnlyIfThatIsAskedFor() {
        JsonNode kept = house.good(CREATE, Map.of("r", wanted("create-only", Map.of("experimentID", "create_only"))))
                .path("createChaosExperiment");
        assertThat(kept.toString()).isEqualTo(
                "{\"experimentID\":\"create_only\",\"projectID\":\"p\",\"cronSyntax\":\"\",\"experimentName\":\"create-only\",\"experimentDescription\":\"of create-only\",\"isCustomExperiment\":true,\"tags\":[\"t\"]}");
        assertThat(runs("create_only")).isEmpty();
        house.good(CREATE,
                Map.of("r", wanted("create-and-run", Map.of("experimentID", "create_and_run", "runExperiment",
                        true))));
        List<JsonNode> runs = runs("create_and_run");
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst().path("infra").toString()).isEqualTo("{\"infraID\":\"own\"}");
        ExperimentRequested asked = house.facts.await(RunId.parse(runs.getFirst().path("experimentRunID").asString()),
                ExperimentRequested.class);
        assertThat(asked.experiment().name()).isEqualTo("create-and-run");
        assertThat(asked.revision()).isEqualTo(1);
    }

    @Test
    void anExperimentIsUpdatedUnderItsIdAndRunsAreThoseOfTheRevisionTheyWereAskedFor() {
        String id = created("updated", Map.of("runExperiment", true));
        String manifest = Sent.workflow("updated", List.of(List.of("first", "second")), Map.of("first",
                new Sent.Fault(3, List.of()), "second", new Sent.Fault(7, List.of())));
        house.good(UPDATE, Map.of("r", wanted("updated", Map.of("experimentID", id, "experimentManifest", manifest,
                "runExperiment", true, "weightages", List.of(Map.of("faultName", "second", "weightage", 1))))));
        List<JsonNode> runs = runs(id);
        assertThat(runs)
                .extracting(run -> run.path("runSequence").asInt() + " " + run.path("experimentType").asString())
                .containsExactly("2 experiment", "1 chaosengine");
        ExperimentRequested asked = house.facts.await(RunId.parse(runs.getFirst().path("experimentRunID").asString()),
                ExperimentRequested.class);
        assertThat(asked.revision()).isEqualTo(2);
        assertThat(asked.experiment().spec().faults()).extracting(fault -> fault.name() + " " + fault.weight())
                .containsExactly("first 3", "second 1");
        assertThat(house.refused(UPDATE, Map.of("r", wanted("updated", Map.of("experimentID", "nobody")))))
                .startsWith("NOT_FOUND: no experiment found with experimentID nobody");
    }

    @Test
    void whatCannotBeKeptIsRefusedInTheWordsOfTheirServer() {
        created("taken", Map.of("experimentID", "taken_id"));
        assertThat(house.refused(CREATE, Map.of("r", wanted("taken", Map.of())))).isEqualTo(
                "CONFLICT: experiment name should be unique, duplicate experiment found with name: taken");
        assertThat(house.refused(CREATE, Map.of("r", wanted("other", Map.of("experimentID", "taken_id")))))
                .isEqualTo("CONFLICT: experiment id taken_id is in use already");
        assertThat(house.refused(CREATE, Map.of("r", wanted("one", Map.of("experimentManifest", Sent.engine("two"))))))
                .startsWith("INVALID_REQUEST: ChaosEngine name doesn't match");
        assertThat(house.refused(CREATE, Map.of("r", wanted("pod", Map.of("experimentManifest",
                "kind: Pod\nmetadata: {name: pod}"))))).contains(
                        "not a valid object, only workflows/cron workflows/chaos engines supported");
        assertThat(house.refused(CREATE, Map.of("r", wanted("lost", Map.of("infraID", "nowhere")))))
                .startsWith("NOT_FOUND: There is no infrastructure nowhere");
        assertThat(house.refused(CREATE, Map.of("r", wanted("cron", Map.of("cronSyntax", "whenever")))))
                .isEqualTo("INVALID_REQUEST: its schedule could not be kept: it is no cron expression");
        assertThat(house.good(
                """
                { listExperiment(projectID: "p", request: {filter: {experimentName: "cron"}}) { totalNoOfExperiments } }""")
                .at("/listExperiment/totalNoOfExperiments").asInt()).as("nothing of it was kept").isZero();
    }

    @Test
    void nothingIsKeptForNorRunAtAnInfrastructureNobodyAnswersFor() {
        house.good(
                "mutation { createEnvironment(projectID: \"p\", request: {environmentID: \"inactive\", name: \"inactive\", type: PROD}) { name } }");
        JsonNode registered = house.good(
                """
                mutation { registerInfra(projectID: "p", request: {name: "inactive", environmentID: "inactive",
                  infrastructureType: Kubernetes, platformName: "Others", infraScope: "cluster"}) { infraID token } }""")
                .path("registerInfra");
        String infra = registered.path("infraID").asString();
        Map<String, Object> there = Map.of("infraID", infra, "experimentID", "at_inactive");
        assertThat(house.refused(CREATE, Map.of("r", wanted("at-inactive", there))))
                .isEqualTo("CONFLICT: experiment scheduling failed due to inactive infra");
        String credential = house.agent(AgentCredentials.REGISTRATION, registered.path("token").asString(),
                "{\"instance\":\"a-1\",\"version\":\"0.1.0\"}").path("credential").asString();
        assertThat(counts(infra)).isEqualTo("[0,0,\"0\",0,0,\"0\"]");
        created("at-inactive", there);
        assertThat(counts(infra)).isEqualTo("[1,0,\"0\",1,0,\"0\"]");
        assertThat(house.good(RUN, Map.of("id", "at_inactive")).at("/runChaosExperiment/notifyID").asString())
                .isNotEmpty();
        assertThat(counts(infra)).matches("\\[1,1,\"\\d{13}\",1,1,\"\\d{13}\"]");
        house.agent(AgentCredentials.FAREWELL, credential, "");
        assertThat(house.refused(RUN, Map.of("id", "at_inactive")))
                .isEqualTo("CONFLICT: experiment re-run failed due to inactive infra");
        assertThat(house.refused(UPDATE, Map.of("r", wanted("at-inactive", there))))
                .isEqualTo("CONFLICT: experiment scheduling failed due to inactive infra");
        assertThat(house
                .good("""
                      query($i: String) { listExperiment(projectID: "p", request: {filter: {infraID: $i, infraActive: false, infraName: "inact"}})
                        { experiments { experimentID } } }""",
                        Map.of("i", infra))
                .at("/listExperiment/experiments/0/experimentID").asString())
                .isEqualTo("at_inactive");
    }

    /** Of 3.x, in a list, and of 2.x. */
    private String counts(String infra) {
        JsonNode three = house.good(
                "{ listInfras(projectID: \"p\", request: {infraIDs: [\"%s\"]}) { infras { noOfExperiments noOfExperimentRuns lastExperimentTimestamp } } }"
                        .formatted(infra))
                .at("/listInfras/infras/0");
        JsonNode two = house.ask("/gateway/chaos/manager/api/query",
                "{ getInfraDetails(projectID: \"p\", infraID: \"%s\") { noOfSchedules noOfWorkflows lastWorkflowTimestamp } }"
                        .formatted(infra),
                Map.of()).at("/data/getInfraDetails");
        assertThat(house.good("{ getInfra(projectID: \"p\", infraID: \"own\") { noOfExperiments } }")
                .at("/getInfra/noOfExperiments").asInt(-1)).isGreaterThanOrEqualTo(0);
        return Wire.mapper().writeValueAsString(
                Stream.of(three, two).flatMap(JsonNode::valueStream).toList());
    }

    /** In Litmus a created cron runs at once and is paused afterwards; here it waits until someone says so. */
    @Test
    void aTimedExperimentIsStartedStoppedChangedAndForgottenWithItsSchedule() {
        created("on-demand", Map.of());
        String id = created("timed", Map.of("cronSyntax", "0 3 * * *"));
        assertThat(schedule("timed").path("enabled").asBoolean()).isFalse();
        assertThat(schedule("timed").path("cron").asString()).isEqualTo("0 3 * * *");
        assertThat(house.good(
                "query($id: String!) { getExperiment(projectID: \"p\", experimentID: $id) { experimentDetails { experimentType } } }",
                Map.of("id", id)).at("/getExperiment/experimentDetails/experimentType").asString())
                .isEqualTo("cronexperiment");
        assertThat(house.good(RUN, Map.of("id", id)).at("/runChaosExperiment/notifyID").asString()).isEmpty();
        assertThat(schedule("timed").path("enabled").asBoolean()).isTrue();
        assertThat(house.good(TOGGLE, Map.of("id", id, "off", true)).path("updateCronExperimentState").asBoolean())
                .isTrue();
        assertThat(schedule("timed").path("enabled").asBoolean()).isFalse();
        house.good(TOGGLE, Map.of("id", id, "off", false));
        assertThat(schedule("timed").path("enabled").asBoolean()).isTrue();
        house.good(UPDATE, Map.of("r", wanted("timed", Map.of("experimentID", id, "cronSyntax", "0 4 * * *"))));
        assertThat(schedule("timed").path("cron").asString()).isEqualTo("0 4 * * *");
        assertThat(schedule("timed").path("enabled").asBoolean()).as("a change does not stop it").isTrue();
        assertThat(schedule("timed").path("revision").asInt()).as("its manifest is the same").isEqualTo(1);
        assertThat(names("scheduleType: CRON")).contains("timed").doesNotContain("on-demand");
        house.good(UPDATE, Map.of("r", wanted("timed", Map.of("experimentID", id))));
        assertThat(house.neighbours.schedulesOf("timed")).isEmpty();
        assertThat(house.refused(TOGGLE, Map.of("id", id, "off", true)))
                .isEqualTo("INVALID_REQUEST: experiment %s has no cron syntax: it runs on demand".formatted(id));
        String other = created("timed-too", Map.of("cronSyntax", "0 3 * * *"));
        house.good(DELETE, Map.of("id", other));
        assertThat(house.neighbours.schedulesOf("timed-too")).isEmpty();
    }

    /** The web page of Litmus reads off the manifest whether a schedule is to be started or stopped. */
    @Test
    void theManifestOfATimedExperimentSaysWhetherItFiresAndThatOfAnyOtherIsAsItWasSent() {
        String cron = """
                      {"apiVersion": "argoproj.io/v1alpha1", "kind": "CronWorkflow", "metadata": {"name": "%s", "namespace": "litmus"},
                       "spec": {"schedule": "0 3 * * *", "concurrencyPolicy": "Forbid", "workflowSpec": %s}}""";
        JsonNode workflow = new YAMLMapper().readTree(Sent.workflow("x", List.of(List.of("f")),
                Map.of("f", new Sent.Fault(3, List.of())))).path("spec");
        String one = cron.formatted("shown-one", workflow);
        String other = cron.formatted("shown-other", workflow);
        String id = created("shown-one", Map.of("experimentManifest", one));
        created("shown-other", Map.of("experimentManifest", other));
        created("shown-never", Map.of());
        assertThat(manifests()).containsExactly(Sent.engine("shown-never"), shown(other, true), shown(one, true));
        house.good(TOGGLE, Map.of("id", id, "off", false));
        assertThat(manifests()).containsExactly(Sent.engine("shown-never"), shown(other, true), shown(one, false));
        JsonNode whole = house.good(
                "query($id: String!) { getExperiment(projectID: \"p\", experimentID: $id) { experimentDetails { experimentManifest cronSyntax } } }",
                Map.of("id", id)).at("/getExperiment/experimentDetails");
        assertThat(whole.path("experimentManifest").asString()).isEqualTo(shown(one, false));
        house.good(UPDATE, Map.of("r", wanted("shown-one", Map.of("experimentID", id, "experimentManifest",
                whole.path("experimentManifest").asString()))));
        assertThat(schedule("shown-one").path("enabled").asBoolean()).as("what is shown can be sent again").isTrue();
        assertThat(house.good(
                "{ listWorkflows(request: {projectID: \"p\", filter: {workflowName: \"shown-one\"}}) { workflows { workflowManifest } } }")
                .at("/listWorkflows/workflows/0/workflowManifest").asString()).isEqualTo(shown(one, false));
    }

    @Test
    void whatTheSchedulerCannotKeepToIsRefusedAndASuspendedScheduleDoesNotFire() {
        String cron = """
                      {"apiVersion": "argoproj.io/v1alpha1", "kind": "CronWorkflow", "metadata": {"name": "kept-to"},
                       "spec": {"schedule": "0 3 * * *", "concurrencyPolicy": "Forbid", "startingDeadlineSeconds": 30, "workflowSpec": %s}}"""
                .formatted(new YAMLMapper().readTree(Sent.workflow("x", List.of(List.of("f")),
                        Map.of("f", new Sent.Fault(3, List.of())))).path("spec"));
        assertThat(house.refused(CREATE, Map.of("r", wanted("kept-to", Map.of("experimentManifest",
                cron.replace("Forbid", "Replace"))))))
                .startsWith("INVALID_REQUEST: concurrencyPolicy Replace is not honoured");
        String once = "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosSchedule\nmetadata: {name: kept-to}\nspec:\n"
                + "  schedule: {once: {executionTime: \"2099-01-31T06:00:00Z\"}}\n  engineTemplateSpec:\n"
                + Sent.engine("x").substring(Sent.engine("x").indexOf("spec:\n") + 6).indent(2);
        assertThat(house.refused(CREATE, Map.of("r", wanted("kept-to", Map.of("experimentManifest", once)))))
                .startsWith("INVALID_REQUEST: schedule.once is not honoured");
        assertThat(house.neighbours.schedulesOf("kept-to")).isEmpty();
        String id = created("kept-to", Map.of("experimentManifest", cron));
        assertThat(schedule("kept-to").path("missed").asString()).isEqualTo("skip");
        house.good(TOGGLE, Map.of("id", id, "off", false));
        assertThat(schedule("kept-to").path("enabled").asBoolean()).isTrue();
        house.good(UPDATE, Map.of("r", wanted("kept-to", Map.of("experimentID", id, "experimentManifest",
                cron.replace("\"schedule\":", "\"suspend\": true, \"schedule\":")))));
        assertThat(schedule("kept-to").path("enabled").asBoolean()).as("it is suspended").isFalse();
    }

    private static String shown(String manifest, boolean suspended) {
        return manifest.replace("\"schedule\":", "\"suspend\": %s, \"schedule\":".formatted(suspended));
    }

    private List<String> manifests() {
        return house.good(
                "{ listExperiment(projectID: \"p\", request: {filter: {experimentName: \"shown-\"}}) { experiments { experimentManifest } } }")
                .at("/listExperiment/experiments").valueStream()
                .map(each -> each.path("experimentManifest").asString()).toList();
    }

    private JsonNode schedule(String name) {
        List<JsonNode> found = house.neighbours.schedulesOf(name);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aRunIsTakenOutOfTheListsAloneAndTheOthersKeepTheirNumbers() {
        String id = created("three-runs", Map.of());
        List<String> notices = List.of(run(id), run(id), run(id));
        assertThat(
                house.good(DELETE, Map.of("id", id, "run", notices.get(1))).path("deleteChaosExperiment").asBoolean())
                .isTrue();
        assertThat(runs(id)).extracting(run -> run.path("experimentRunID").asString())
                .containsExactly(notices.get(2), notices.get(0));
        house.facts.await(RunId.parse(notices.get(1)), AbortRequested.class);
        assertThat(house.refused(DELETE, Map.of("id", id, "run", notices.get(1)))).startsWith("NOT_FOUND");
        assertThat(house.refused("query($n: ID) { getExperimentRun(projectID: \"p\", notifyID: $n) { phase } }",
                Map.of("n", notices.get(1)))).startsWith("NOT_FOUND: no experiment run found");
        assertThat(house.refused("{ getExperimentRun(projectID: \"p\") { phase } }"))
                .contains("experimentRunID or notifyID not provided");
        assertThat(runs(id).getFirst().path("runSequence").asInt()).isEqualTo(3);
        house.good(DELETE, Map.of("id", id));
        house.facts.await(RunId.parse(notices.get(2)), AbortRequested.class);
    }

    @Test
    void listsAreFilteredSortedAndPagedFromZero() {
        List.of("list-c", "list-a", "list-b").forEach(name -> created(name, Map.of()));
        String all = "{ listExperiment(projectID: \"p\", request: {%s filter: {experimentName: \"list-\"}}) { totalNoOfExperiments experiments { name } } }";
        assertThat(list(all.formatted(""))).containsExactly("list-b", "list-a", "list-c");
        assertThat(list(all.formatted("sort: {field: NAME, ascending: true},"))).containsExactly("list-a", "list-b",
                "list-c");
        assertThat(list(all.formatted("sort: {field: TIME, ascending: true}, pagination: {page: 1, limit: 2},")))
                .containsExactly("list-b");
        assertThat(names("experimentName: \"list-\", dateRange: {startDate: \"0\", endDate: \"1\"}")).isEmpty();
        assertThat(names("experimentName: \"list-\", infraName: \"own serv\"")).hasSize(3);
        assertThat(names("experimentName: \"list-\", infraID: \"own\", infraActive: true")).hasSize(3);
        assertThat(names("experimentName: \"list-\", infraActive: false")).isEmpty();
        assertThat(names("experimentName: \"list-\", status: \"Completed\"")).isEmpty();
    }

    private List<String> list(String document) {
        List<String> names = new ArrayList<>();
        house.good(document).at("/listExperiment/experiments").forEach(each -> names.add(each.path("name").asString()));
        return names;
    }

    private List<String> names(String filter) {
        return list(
                "{ listExperiment(projectID: \"p\", request: {filter: {%s}, pagination: {page: 0, limit: 100}}) { experiments { name } } }"
                        .formatted(filter));
    }

    private List<JsonNode> runs(String id) {
        List<JsonNode> runs = new ArrayList<>();
        house.good(RUNS_OF, Map.of("ids", List.of(id))).at("/listExperimentRun/experimentRuns").forEach(runs::add);
        return runs;
    }

    private String run(String id) {
        return house.good(RUN, Map.of("id", id)).at("/runChaosExperiment/notifyID").asString();
    }

    @Test
    void theOlderWordsOfLitmus2WorkFromTheFirstToTheLast() {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("workflowManifest", Sent.engine("older"), "cronSyntax",
                "", "workflowName", "older", "workflowDescription", "d", "weightages",
                List.of(Map.of("experimentName", "older", "weightage", 4)), "isCustomWorkflow", false, "projectID", "p",
                "clusterID", "own"));
        String id = house.good(
                """
                mutation($r: ChaosWorkFlowRequest!) { createChaosWorkFlow(request: $r) { workflowID workflowName cronSyntax } }""",
                Map.of("r", request)).at("/createChaosWorkFlow/workflowID").asString();
        request.putAll(Map.of("workflowID", id, "workflowDescription", "changed"));
        assertThat(house.good(
                """
                mutation($r: ChaosWorkFlowRequest!) { updateChaosWorkflow(request: $r) { workflowID workflowDescription } }""",
                Map.of("r", request)).at("/updateChaosWorkflow/workflowDescription").asString()).isEqualTo("changed");
        JsonNode kept = house.good(
                """
                query($ids: [ID]) { listWorkflows(request: {projectID: "p", workflowIDs: $ids, filter: {clusterName: "own"}}) {
                  totalNoOfWorkflows workflows { workflowID workflowName weightages { experimentName weightage } clusterID clusterType } } }""",
                Map.of("ids", List.of(id))).path("listWorkflows");
        assertThat(kept.toString()).isEqualTo(
                "{\"totalNoOfWorkflows\":1,\"workflows\":[{\"workflowID\":\"%s\",\"workflowName\":\"older\",\"weightages\":[{\"experimentName\":\"older\",\"weightage\":4}],\"clusterID\":\"own\",\"clusterType\":\"internal\"}]}"
                        .formatted(id));
        Map<String, Object> known = Map.of("id", id);
        assertThat(house.good("mutation($id: String!) { reRunChaosWorkFlow(projectID: \"p\", workflowID: $id) }", known)
                .path("reRunChaosWorkFlow").asString()).contains(id);
        String runs = """
                      query($ids: [ID], $c: String) { listWorkflowRuns(request: {projectID: "p", workflowIDs: $ids, filter: {clusterName: $c,
                        workflowStatus: All}}) { totalNoOfWorkflowRuns workflowRuns { workflowRunID phase clusterName executedBy totalExperiments } } }""";
        JsonNode run = house.good(runs, Map.of("ids", List.of(id), "c", "own")).at("/listWorkflowRuns/workflowRuns/0");
        assertThat(run.path("executedBy").asString()).isEqualTo("api");
        assertThat(run.path("totalExperiments").asInt()).isEqualTo(1);
        assertThat(house.good(runs, Map.of("ids", List.of(id), "c", "elsewhere"))
                .at("/listWorkflowRuns/totalNoOfWorkflowRuns").asInt()).isZero();
        String runId = run.path("workflowRunID").asString();
        Map<String, Object> ofRun = Map.of("id", id, "run", runId);
        assertThat(house
                .good("""
                      mutation($run: String) { terminateChaosWorkflow(projectID: "p", workflowRunID: $run) }""", ofRun)
                .path("terminateChaosWorkflow").asBoolean()).isTrue();
        house.facts.await(RunId.parse(runId), AbortRequested.class);
        String delete = """
                        mutation($id: String, $run: String) { deleteChaosWorkflow(projectID: "p", workflowID: $id, workflowRunID: $run) }""";
        assertThat(house.good(delete, ofRun).path("deleteChaosWorkflow").asBoolean()).isTrue();
        assertThat(house.good(runs, Map.of("ids", List.of(id), "c", "")).at("/listWorkflowRuns/totalNoOfWorkflowRuns")
                .asInt()).isZero();
        assertThat(house.good(delete, known).path("deleteChaosWorkflow").asBoolean()).isTrue();
        assertThat(house.refused(delete, known)).startsWith("NOT_FOUND");
    }

    @Test
    void allRunsOfAnExperimentThatAreNotOverAreStoppedAndNoOthers() {
        String id = created("stopped-together", Map.of());
        String other = created("goes-on", Map.of("runExperiment", true));
        List<String> notices = List.of(run(id), run(id));
        String over = run(id);
        house.facts.append(Runs.planned(RunId.parse(notices.getFirst()),
                house.facts.await(RunId.parse(notices.getFirst()), ExperimentRequested.class).experiment(), List.of()));
        assertThat(house.good(
                """
                mutation($id: String!, $n: String) { stopExperimentRuns(projectID: "p", experimentID: $id, notifyID: $n) }""",
                Map.of("id", id, "n", over)).path("stopExperimentRuns").asBoolean()).isTrue();
        assertThat(house.facts.await(RunId.parse(over), AbortRequested.class).requestedBy()).isEqualTo("api");
        assertThat(house.facts.all(RunId.parse(notices.getLast()), AbortRequested.class)).isEmpty();
        assertThat(runs(id)).as("nothing is called stopped before it is")
                .extracting(run -> run.path("phase").asString())
                .isSubsetOf("Queued", "Running");
        house.good("mutation($id: String!) { stopExperimentRuns(projectID: \"p\", experimentID: $id) }",
                Map.of("id", id));
        notices.forEach(notice -> house.facts.await(RunId.parse(notice), AbortRequested.class));
        assertThat(house.facts.all(RunId.parse(runs(other).getFirst().path("experimentRunID").asString()),
                AbortRequested.class)).isEmpty();
        assertThat(house.refused(
                """
                mutation($id: String!) { stopExperimentRuns(projectID: "p", experimentID: $id, experimentRunID: "nothing") }""",
                Map.of("id", id))).startsWith("NOT_FOUND");
    }

    @Test
    void versionsAreThoseOfTheServerTheseWordsAreOf() {
        assertThat(house.good(
                "{ getServerVersion { key value } getVersionDetails(projectID: \"p\") { latestVersion compatibleVersions } }")
                .toString()).isEqualTo(
                        "{\"getServerVersion\":{\"key\":\"ChaosCenter Version\",\"value\":\"3.31.0\"},\"getVersionDetails\":{\"latestVersion\":\"3.31.0\",\"compatibleVersions\":[\"3.31.0\"]}}");
    }
}
