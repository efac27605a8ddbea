package io.faultline.experiment.graphql;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.http.AgentCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients of Litmus 2.x send: with its own names, and the types it gives its variables. */
@ExtendWith(GraphQlHouse.Open.class)
class LegacyOperationsIT {
    private static final String REGISTER = """
                                           mutation registerCluster($request: RegisterClusterRequest!) {
                                             registerCluster(request: $request) { token clusterID clusterName } }""";
    private static final String DETAILS = """
                                          query getAgentDetails($clusterID: String!, $projectID: String!) {
                                            getAgentDetails(clusterID: $clusterID, projectID: $projectID) {
                                              clusterID projectID clusterName description platformName accessKey isRegistered isClusterConfirmed
                                              isActive clusterType noOfSchedules noOfWorkflows token agentNamespace serviceAccount agentScope
                                              agentNsExists agentSaExists lastWorkflowTimestamp startTime version } }""";
    private static final String LIST = """
                                       query listClusters($projectID: String!, $clusterType: String) {
                                         listClusters(projectID: $projectID, clusterType: $clusterType) {
                                           clusterID clusterName clusterType isActive createdAt updatedAt lastWorkflowTimestamp } }""";
    private static final String HUB = "Faultline";

    private final GraphQlHouse house;

    LegacyOperationsIT(GraphQlHouse house) {
        this.house = house;
    }

    private JsonNode registered(String name) {
        return house.good(REGISTER, Map.of("request", Map.of("clusterName", name, "description", "of " + name,
                "platformName", "GKE", "projectID", "p", "clusterType", "external", "agentScope", "namespace",
                "agentNamespace", "shop", "agentNsExists", true, "skipSsl", false, "nodeSelector", "disk=ssd")))
                .path("registerCluster");
    }

    private JsonNode details(String id) {
        return house.good(DETAILS, Map.of("clusterID", id, "projectID", "p")).path("getAgentDetails");
    }

    private List<String> listed(String type) {
        return house.good(LIST, Map.of("projectID", "p", "clusterType", type)).path("listClusters").valueStream()
                .map(each -> each.path("clusterID").asString()).toList();
    }

    @Test
    void aClusterIsRegisteredConnectedByItsAgentListedAndDeleted() {
        JsonNode made = registered("cluster-one");
        String id = made.path("clusterID").asString();
        String token = made.path("token").asString();
        assertThat(details(id).toString()).isEqualTo(
                "{\"clusterID\":\"%s\",\"projectID\":\"p\",\"clusterName\":\"cluster-one\",\"description\":\"of cluster-one\",\"platformName\":\"GKE\",\"accessKey\":\"\",\"isRegistered\":false,\"isClusterConfirmed\":false,\"isActive\":false,\"clusterType\":\"external\",\"noOfSchedules\":null,\"noOfWorkflows\":null,\"token\":\"\",\"agentNamespace\":\"shop\",\"serviceAccount\":\"litmus\",\"agentScope\":\"namespace\",\"agentNsExists\":true,\"agentSaExists\":false,\"lastWorkflowTimestamp\":\"0\",\"startTime\":\"\",\"version\":\"\"}"
                        .formatted(id));
        house.agent(AgentCredentials.REGISTRATION, token, "{\"instance\":\"a-1\",\"version\":\"0.1.0\"}");
        JsonNode connected = details(id);
        assertThat(connected.path("isActive").asBoolean() && connected.path("isRegistered").asBoolean()
                && connected.path("isClusterConfirmed").asBoolean()).isTrue();
        assertThat(connected.path("startTime").asString()).as("in seconds, as 2.x has it").matches("\\d{10}");
        assertThat(listed("external")).contains(id).doesNotContain("own");
        assertThat(listed("Internal")).containsExactly("own");
        assertThat(house.good("query($p: String!) { listClusters(projectID: $p) { clusterID } }", Map.of("p", "p"))
                .path("listClusters").toString())
                .contains(id, "own");
        String delete = "mutation deleteClusters($projectID: String!, $clusterIDs: [String]!) { deleteClusters(projectID: $projectID, clusterIDs: $clusterIDs) }";
        assertThat(house.refused(delete, Map.of("projectID", "p", "clusterIDs", List.of(id, "nowhere"))))
                .startsWith("NOT_FOUND: There is no infrastructure nowhere");
        assertThat(listed("external")).as("all of them, or none").contains(id);
        assertThat(house.good(delete, Map.of("projectID", "p", "clusterIDs", List.of(id))).path("deleteClusters")
                .asString()).isEqualTo("Successfully deleted clusters");
        assertThat(house.refused(DETAILS, Map.of("clusterID", id, "projectID", "p"))).startsWith("NOT_FOUND");
    }

    @Test
    void aManifestIsForWhoeverHasTheToken() {
        JsonNode made = registered("cluster-manifest");
        String manifest = "query getManifest($projectID: String!, $clusterID: String!, $accessKey: String!) { getManifest(projectID: $projectID, clusterID: $clusterID, accessKey: $accessKey) }";
        String id = made.path("clusterID").asString();
        String token = made.path("token").asString();
        assertThat(house.good(manifest, Map.of("projectID", "p", "clusterID", id, "accessKey", token))
                .path("getManifest").asString()).contains("kind: Deployment", "ssd", token);
        assertThat(house.refused(manifest, Map.of("projectID", "p", "clusterID", id, "accessKey", "x".repeat(43))))
                .startsWith("UNAUTHENTICATED: ACCESS_KEY is invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "clusterType: \"internal\", agentScope: \"cluster\"|there already as 'own'",
            "clusterType: \"external\", agentScope: \"cluster\", nodeSelector: \"disk\"|nodeSelector has to be k1=v1,k2=v2"})
    void aClusterThatCannotBeRegisteredSaysWhy(String request, String why) {
        assertThat(house.refused(
                "mutation { registerCluster(request: {clusterName: \"never\", platformName: \"x\", projectID: \"p\", %s}) { token } }"
                        .formatted(request)))
                .startsWith("INVALID_REQUEST: ").contains(why);
    }

    @Test
    void whoSubscribesHearsThatTheAgentOfAClusterComesAndGoes() {
        JsonNode made = registered("cluster-events");
        try (GraphQlSocket socket = house.socket(GraphQlSocket.LEGACY)) {
            socket.subscribe(
                    "subscription($projectID: String!) { getClusterEvents(projectID: $projectID) { eventID eventType eventName description cluster { clusterID isActive lastWorkflowTimestamp } } }",
                    Map.of("projectID", "p"));
            JsonNode live = null;
            String credential = "";
            for (int i = 0; live == null && i < 5; i++) { // it may come before the first look, and is no event then
                credential = house.agent(AgentCredentials.REGISTRATION, made.path("token").asString(),
                        "{\"instance\":\"a-1\",\"version\":\"0.1.0\"}").path("credential").asString();
                live = socket.data(Duration.ofSeconds(4), event -> isOf(event, made)).orElse(null);
                if (live == null) {
                    house.agent(AgentCredentials.FAREWELL, credential, "");
                    socket.data(Duration.ofSeconds(4), event -> isOf(event, made));
                }
            }
            assertThat(live).as("heard: %s", socket.passedOver()).isNotNull();
            assertThat(live.at("/getClusterEvents/eventType").asString()).isEqualTo("cluster-status");
            assertThat(live.at("/getClusterEvents/eventName").asString()).isEqualTo("Cluster Live");
            house.agent(AgentCredentials.FAREWELL, credential, "");
            assertThat(socket.data(event -> isOf(event, made)).at("/getClusterEvents/eventName").asString())
                    .isEqualTo("Cluster Offline");
        }
    }

    private static boolean isOf(JsonNode event, JsonNode cluster) {
        return event.at("/getClusterEvents/cluster/clusterID").asString("")
                .equals(cluster.path("clusterID").asString());
    }

    private String workflow(String name) {
        return house.good(
                "mutation($request: ChaosWorkFlowRequest!) { createChaosWorkFlow(request: $request) { workflowID } }",
                Map.of("request", Map.of("workflowManifest", Sent.engine(name), "cronSyntax", "", "workflowName", name,
                        "workflowDescription", "", "weightages", List.of(), "isCustomWorkflow", true, "projectID", "p",
                        "clusterID", "own")))
                .at("/createChaosWorkFlow/workflowID").asString();
    }

    private String run(String workflow) {
        house.good("mutation { reRunChaosWorkFlow(projectID: \"p\", workflowID: \"%s\") }".formatted(workflow));
        return house.good(
                "query($ids: [ID]) { listWorkflowRuns(request: {projectID: \"p\", workflowIDs: $ids}) { workflowRuns { workflowRunID clusterType lastUpdated } } }",
                Map.of("ids", List.of(workflow))).at("/listWorkflowRuns/workflowRuns/0/workflowRunID").asString();
    }

    @Test
    void aRunIsSyncedBecauseWhatIsKnownOfItComesByItself() {
        String workflow = workflow("legacy-synced");
        String run = run(workflow);
        String sync = "mutation syncWorkflow($projectID: String!, $workflowID: String!, $workflowRunID: String!) { syncWorkflowRun(projectID: $projectID, workflowID: $workflowID, workflowRunID: $workflowRunID) }";
        assertThat(house.good(sync, Map.of("projectID", "p", "workflowID", workflow, "workflowRunID", run))
                .path("syncWorkflowRun").asBoolean()).isTrue();
        assertThat(house.refused(sync, Map.of("projectID", "p", "workflowID", workflow("legacy-other"),
                "workflowRunID", run))).startsWith("NOT_FOUND: no experiment run found with ID " + run);
    }

    @Test
    void theLogOfARunIsAskedForByTheNamesOfTheOlderDialect() {
        String run = run(workflow("legacy-logged"));
        house.neighbours.says(run,
                "{\"type\":\"io.faultline.log-line.v1\",\"data\":{\"at\":\"2026-01-01T00:00:00Z\",\"level\":\"info\",\"text\":\"begins\"}}");
        try (GraphQlSocket socket = house.socket(GraphQlSocket.LEGACY)) {
            socket.subscribe(
                    "subscription podLog($request: PodLogRequest!) { getPodLog(request: $request) { workflowRunID podName log } }",
                    Map.of("request", Map.of("clusterID", "own", "workflowRunID", run, "podName", "runner",
                            "podNamespace", "n", "podType", "chaosengine")));
            assertThat(socket.data(_ -> true).path("getPodLog").toString()).isEqualTo(
                    "{\"workflowRunID\":\"%s\",\"podName\":\"runner\",\"log\":\"2026-01-01T00:00:00Z INFO  begins\"}"
                            .formatted(run));
        }
        try (GraphQlSocket socket = house.socket(GraphQlSocket.LEGACY)) {
            socket.subscribe(
                    "subscription podLog($request: PodLogRequest!) { getPodLog(request: $request) { workflowRunID } }",
                    Map.of("request", Map.of("clusterID", "own", "podName", "p", "podNamespace", "n", "podType", "t")));
            assertThat(socket.heard().toString()).contains("'experimentRunID' is missing");
        }
    }

    @Test
    void whatTheDefaultHubHasIsFoundByItsName() {
        Map<String, ?> hub = Map.of("hubName", HUB, "projectID", "p");
        JsonNode status = house.good(
                "query listHubStatus($projectID: String!) { listHubStatus(projectID: $projectID) { id hubName repoBranch repoURL totalExp isAvailable authType isPrivate token userName password sshPrivateKey sshPublicKey lastSyncedAt } }",
                Map.of("projectID", "p")).at("/listHubStatus/0");
        assertThat(status.path("hubName").asString()).isEqualTo(HUB);
        assertThat(status.path("isAvailable").asBoolean()).isTrue();
        JsonNode charts = house.good(
                """
                fragment CoreChartFields on Chart { apiVersion kind metadata { name version annotations { categories vendor } }
                  spec { displayName categoryDescription experiments maintainers { name email } provider { name } links { name url } platforms }
                  packageInfo { packageName experiments { name CSV desc } } }
                query listCharts($hubName: String!, $projectID: String!) { listCharts(hubName: $hubName, projectID: $projectID) { ...CoreChartFields } }""",
                hub).path("listCharts");
        assertThat(charts.valueStream().map(each -> each.at("/metadata/name").asString())).contains("kubernetes");
        assertThat(charts.valueStream().mapToInt(each -> each.at("/packageInfo/experiments").size()).sum())
                .isEqualTo(Integer.parseInt(status.path("totalExp").asString()));
        JsonNode predefined = house.good(
                "query($hubName: String!, $projectID: String!) { listPredefinedWorkflows(hubName: $hubName, projectID: $projectID) { workflowName workflowCSV workflowManifest } }",
                hub).path("listPredefinedWorkflows");
        assertThat(predefined).hasSizeGreaterThan(5);
        JsonNode first = predefined.path(0);
        assertThat(house.good(
                "query getPredefinedExperimentYAML($request: ExperimentRequest!) { getPredefinedExperimentYAML(request: $request) }",
                wanted("predefined", first.path("workflowName").asString(), "WORKFLOW"))
                .path("getPredefinedExperimentYAML").asString()).isEqualTo(first.path("workflowManifest").asString());
        String chart = "query getHubExperiment($request: ExperimentRequest!) { getHubExperiment(request: $request) { kind metadata { name } packageInfo { experiments { name } } } }";
        assertThat(house.good(chart, wanted("kubernetes", "pod-delete", "")).at("/getHubExperiment/metadata/name")
                .asString()).isEqualTo("pod-delete");
        assertThat(house.good(chart, wanted("predefined", first.path("workflowName").asString(), ""))
                .at("/getHubExperiment/packageInfo/experiments/0/name").asString())
                .isEqualTo(first.path("workflowName").asString());
    }

    private static Map<String, ?> wanted(String chart, String name, String file) {
        return Map.of("request", Map.of("projectID", "p", "chartName", chart, "experimentName", name, "hubName", HUB,
                "fileType", file));
    }

    @Test
    void manifestsOfAFaultAreGivenByTheirFileType() {
        String yaml = "query getYAMLData($request: ExperimentRequest!) { getYAMLData(request: $request) }";
        String engine = house.good(yaml, wanted("kubernetes", "pod-delete", "ENGINE")).path("getYAMLData").asString();
        String experiment = house.good(yaml, wanted("kubernetes", "pod-delete", "experiment")).path("getYAMLData")
                .asString();
        assertThat(engine).contains("kind: ChaosEngine");
        assertThat(experiment).contains("kind: ChaosExperiment");
        JsonNode both = house.good(
                "query($request: ExperimentRequest!) { getExperimentDetails(request: $request) { engineDetails experimentDetails } }",
                wanted("kubernetes", "pod-delete", "")).path("getExperimentDetails");
        assertThat(both.path("engineDetails").asString()).isEqualTo(engine);
        assertThat(both.path("experimentDetails").asString()).isEqualTo(experiment);
        assertThat(house.refused(yaml, wanted("kubernetes", "pod-delete", "CSV")))
                .startsWith("INVALID_REQUEST: invalid file type");
        assertThat(house.refused(yaml, wanted("kubernetes", "none", "ENGINE"))).startsWith("NOT_FOUND");
        assertThat(house.refused(
                "query($request: ExperimentRequest!) { getPredefinedExperimentYAML(request: $request) }",
                wanted("kubernetes", "pod-delete", "ENGINE"))).contains("getYAMLData has the others");
        assertThat(house.refused(yaml, Map.of("request", Map.of("experimentName", "pod-delete", "chartName",
                "kubernetes", "fileType", "ENGINE")))).contains("'hubName' is missing");
        assertThat(house.refused("{ listCharts(hubName: \"Litmus ChaosHub\", projectID: \"p\") { kind } }"))
                .contains("There is no hub named Litmus ChaosHub; listHubStatus names those there are");
        assertThat(house.refused(
                "query($request: ExperimentRequest!) { getChaosFault(projectID: \"p\", request: $request) { csv } }",
                wanted("kubernetes", "pod-delete", ""))).as("the newer operation, asked in older words")
                .contains("'hubID' is missing");
    }

    @Test
    void templatesOfWorkflowsAreKeptListedAndDeleted() {
        String create = "mutation createWorkflowTemplate($request: TemplateInput!) { createWorkflowTemplate(request: $request) { templateID templateName } }";
        String manifest = Sent.engine("legacy-template");
        Map<String, ?> sent = Map.of("request", Map.of("manifest", manifest, "templateName", "legacy-template",
                "templateDescription", "to start from", "projectID", "p", "isCustomWorkflow", true));
        String id = house.good(create, sent).at("/createWorkflowTemplate/templateID").asString();
        assertThat(house.refused(create, sent)).startsWith("CONFLICT: workflow template legacy-template exists");
        JsonNode one = house.good(
                "query getWorkflowManifestByID($projectID: String!, $templateID: String!) { getWorkflowManifestByID(projectID: $projectID, templateID: $templateID) { templateID templateName templateDescription manifest projectID projectName createdAt isRemoved isCustomWorkflow } }",
                Map.of("projectID", "p", "templateID", id)).path("getWorkflowManifestByID");
        assertThat(one.path("manifest").asString()).as("the very text").isEqualTo(manifest);
        assertThat(one.path("templateDescription").asString()).isEqualTo("to start from");
        assertThat(one.path("isCustomWorkflow").asBoolean()).isTrue();
        assertThat(one.path("createdAt").asString()).matches("\\d{10}");
        String list = "query listWorkflowManifests($projectID: String!) { listWorkflowManifests(projectID: $projectID) { templateName } }";
        assertThat(house.good(list, Map.of("projectID", "p")).toString()).contains("legacy-template");
        assertThat(house.refused(create, Map.of("request", Map.of("manifest", "{}", "templateName", "legacy-bad",
                "templateDescription", "", "projectID", "p", "isCustomWorkflow", false))))
                .startsWith("INVALID_EXPERIMENT");
        String delete = "mutation deleteWorkflowTemplate($projectID: String!, $templateID: String!) { deleteWorkflowTemplate(projectID: $projectID, templateID: $templateID) }";
        Map<String, ?> which = Map.of("projectID", "p", "templateID", id);
        assertThat(house.good(delete, which).path("deleteWorkflowTemplate").asBoolean()).isTrue();
        assertThat(house.refused(delete, which)).startsWith("NOT_FOUND: There is no workflow template");
        assertThat(house.good(list, Map.of("projectID", "p")).toString()).doesNotContain("legacy-template");
    }

    private JsonNode usage(String request) {
        return house.good(
                """
                query { getUsageData(request: {%s}) { totalEntries projects { projectID workflows { schedules runs expRuns } agents { ns cluster total } }
                  totalCount { projects users agents { ns cluster total active } workflows { schedules runs expRuns } } } }"""
                        .formatted(request))
                .path("getUsageData");
    }

    @Test
    void whatIsUsedIsCountedBetweenTwoDates() {
        String ever = "dateRange: {startDate: \"0\"}";
        JsonNode before = usage(ever).path("totalCount");
        run(workflow("legacy-counted"));
        registered("cluster-counted");
        JsonNode data = usage(ever);
        JsonNode after = data.path("totalCount");
        for (String count : List.of("/workflows/schedules", "/workflows/runs", "/workflows/expRuns", "/agents/ns",
                "/agents/total")) {
            assertThat(after.at(count).asInt()).as(count).isEqualTo(before.at(count).asInt() + 1);
        }
        assertThat(after.at("/agents/cluster").asInt()).isEqualTo(before.at("/agents/cluster").asInt());
        assertThat(data.at("/projects/0/workflows")).isEqualTo(after.path("workflows"));
        assertThat(data.path("totalEntries").asInt()).isEqualTo(1);
        JsonNode long1970 = usage("dateRange: {startDate: \"0\", endDate: \"86400\"}, searchProject: \"no such\"");
        assertThat(long1970.at("/totalCount/workflows").toString())
                .isEqualTo("{\"schedules\":0,\"runs\":0,\"expRuns\":0}");
        assertThat(long1970.path("projects")).isEmpty();
        assertThat(usage("dateRange: {startDate: \"1577836800\"}").at("/totalCount/workflows"))
                .as("seconds, as the older page sends them").isEqualTo(after.path("workflows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "confirmClusterRegistration(request: {clusterID: \"i\", accessKey: \"k\", version: \"2\"}) { isClusterConfirmed }",
            "newClusterEvent(request: {eventName: \"e\", description: \"d\", clusterID: \"i\", accessKey: \"k\"})",
            "chaosWorkflowRun(request: {workflowID: \"w\", workflowRunID: \"r\", workflowName: \"n\", executionData: \"\", clusterID: {clusterID: \"i\", accessKey: \"k\", version: \"2\"}, completed: true})",
            "podLog(request: {clusterID: {clusterID: \"i\", accessKey: \"k\", version: \"2\"}, requestID: \"r\", workflowRunID: \"x\", podName: \"p\", podType: \"t\", log: \"l\"})",
            "kubeObj(request: {clusterID: {clusterID: \"i\", accessKey: \"k\", version: \"2\"}, requestID: \"r\", kubeObj: \"[]\"})"})
    void whatTheOlderAgentSaysIsRefusedWithWhereOursCallsIn(String mutation) {
        assertThat(house.refused("mutation { %s }".formatted(mutation)))
                .startsWith("INVALID_REQUEST: ").contains("agents of this server call in at /api/v1/agents");
    }

    @Test
    void theOlderAgentIsNotLeftWaiting() {
        try (GraphQlSocket socket = house.socket(GraphQlSocket.LEGACY)) {
            socket.subscribe(
                    "subscription { clusterConnect(clusterInfo: {clusterID: \"i\", accessKey: \"k\", version: \"2\"}) { projectID action { k8sManifest externalData requestType namespace } } }",
                    Map.of());
            assertThat(socket.heard().toString()).contains("agents of this server call in at /api/v1/agents");
        }
    }

    @Test
    void theSameIsAnsweredInTheHarnessDialect() {
        JsonNode answer = house.ask("/gateway/chaos/manager/api/query",
                "query($i: IdentifiersRequest!) { listClusters(identifiers: $i, clusterType: \"internal\") { clusterID projectID } }",
                Map.of("i", Map.of("orgIdentifier", "o", "accountIdentifier", "a", "projectIdentifier", "q")));
        assertThat(answer.at("/data/listClusters").toString())
                .isEqualTo("[{\"clusterID\":\"own\",\"projectID\":\"q\"}]");
    }
}
