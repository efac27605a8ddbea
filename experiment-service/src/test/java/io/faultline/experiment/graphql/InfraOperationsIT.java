package io.faultline.experiment.graphql;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Infrastructures, environments and image registries; who logs in; and what is refused, each with its reason. */
@ExtendWith(GraphQlHouse.Open.class)
class InfraOperationsIT {
    private static final String REGISTER = """
                                           mutation($r: RegisterInfraRequest!) { registerInfra(projectID: "p", request: $r) { infraID name token manifest } }""";
    private static final String DETAILS = """
                                          query($id: ID!, $i: String!) { getInfraDetails(infraID: $id, projectID: "p") { isActive isInfraConfirmed token version }
                                            getInfra(projectID: "p", infraID: $i) { projectID infraID name description tags environmentID platformName isActive
                                              isInfraConfirmed isRemoved token infraNamespace serviceAccount infraScope infraNsExists infraSaExists infraType updateStatus } }""";

    private final GraphQlHouse house;

    InfraOperationsIT(GraphQlHouse house) {
        this.house = house;
    }

    private void environment(String id) {
        house.good(
                "mutation($id: String!) { createEnvironment(projectID: \"p\", request: {environmentID: $id, name: $id, type: NON_PROD}) { name } }",
                Map.of("id", id));
    }

    private JsonNode registered(String name, String environment) {
        return house.good(REGISTER, Map.of("r", Map.of("name", name, "environmentID", environment, "infrastructureType",
                "Kubernetes", "platformName", "GKE", "infraScope", "namespace", "infraNamespace", "shop",
                "infraNsExists",
                true, "description", "of " + name, "tags", List.of("eu"), "nodeSelector", "disk=ssd,zone=a")))
                .path("registerInfra");
    }

    private JsonNode details(String id) {
        return house.good(DETAILS, Map.of("id", id, "i", id));
    }

    @Test
    void anInfrastructureIsRegisteredConfirmedByItsAgentListedAndDeleted() {
        environment("infra-env");
        JsonNode made = registered("infra-one", "infra-env");
        String id = made.path("infraID").asString();
        String token = made.path("token").asString();
        assertThat(made.path("manifest").asString()).contains("disk", "ssd", token);
        JsonNode shown = details(id).path("getInfra");
        assertThat(shown.toString()).isEqualTo(
                "{\"projectID\":\"p\",\"infraID\":\"%s\",\"name\":\"infra-one\",\"description\":\"of infra-one\",\"tags\":[\"eu\"],\"environmentID\":\"infra-env\",\"platformName\":\"GKE\",\"isActive\":false,\"isInfraConfirmed\":false,\"isRemoved\":false,\"token\":\"\",\"infraNamespace\":\"shop\",\"serviceAccount\":\"litmus\",\"infraScope\":\"namespace\",\"infraNsExists\":true,\"infraSaExists\":false,\"infraType\":\"Kubernetes\",\"updateStatus\":\"NOT_REQUIRED\"}"
                        .formatted(id));
        JsonNode before = stats();
        house.agent(AgentCredentials.REGISTRATION, token, "{\"instance\":\"a-1\",\"version\":\"0.1.0\"}");
        assertThat(details(id).path("getInfraDetails").toString())
                .isEqualTo("{\"isActive\":true,\"isInfraConfirmed\":true,\"token\":\"\",\"version\":\"0.1.0\"}");
        JsonNode after = stats();
        assertThat(after.path("totalInfrastructures").asInt()).isEqualTo(before.path("totalInfrastructures").asInt());
        assertThat(after.path("totalConfirmedInfrastructure").asInt())
                .isEqualTo(before.path("totalConfirmedInfrastructure").asInt() + 1);
        assertThat(listed(
                "filter: {name: \"infra-o\", infraScope: namespace, isActive: true, tags: [\"eu\"], platformName: \"GKE\"}"))
                .containsExactly("infra-one");
        assertThat(listed("environmentIDs: [\"infra-env\"]")).containsExactly("infra-one");
        assertThat(listed("infraIDs: [\"%s\"]".formatted(id))).containsExactly("infra-one");
        assertThat(listed("filter: {name: \"infra-o\", isActive: false}")).isEmpty();
        assertThat(house.refused("""
                                 mutation { deleteEnvironment(projectID: "p", environmentID: "infra-env") }"""))
                .startsWith("CONFLICT: environment infra-env still has infrastructures");
        assertThat(house.good("mutation($i: String!) { deleteInfra(projectID: \"p\", infraID: $i) }", Map.of("i", id))
                .path("deleteInfra").asString()).isEqualTo("infra deleted successfully");
        assertThat(house.refused(DETAILS, Map.of("id", id, "i", id))).startsWith("NOT_FOUND");
        assertThat(listed("environmentIDs: [\"infra-env\"]")).isEmpty();
    }

    private JsonNode stats() {
        return house
                .good("""
                      { getInfraStats(projectID: "p") { totalInfrastructures totalActiveInfrastructure totalInactiveInfrastructures
                        totalConfirmedInfrastructure totalNonConfirmedInfrastructures } }""")
                .path("getInfraStats");
    }

    private List<String> listed(String request) {
        List<String> names = new ArrayList<>();
        house.good("{ listInfras(projectID: \"p\", request: {%s}) { totalNoOfInfras infras { name } } }"
                .formatted(request))
                .at("/listInfras/infras").forEach(each -> names.add(each.path("name").asString()));
        return names;
    }

    @Test
    void manifestsAreGivenToWhoeverMayHaveThemAndTheTokenOnlyWithANewOne() {
        environment("manifest-env");
        JsonNode made = registered("infra-manifest", "manifest-env");
        Map<String, String> variables = Map.of("id", made.path("infraID").asString(), "i",
                made.path("infraID").asString(), "key", made.path("token").asString());
        String byKey = """
                       mutation($i: String!, $key: String!) { getManifestWithInfraID(projectID: "p", infraID: $i, accessKey: $key) }""";
        assertThat(house.good(byKey, variables).path("getManifestWithInfraID").asString())
                .isEqualTo(made.path("manifest").asString());
        assertThat(house.refused(byKey, Map.of("i", variables.get("i"), "key", "x".repeat(43))))
                .startsWith("UNAUTHENTICATED: ACCESS_KEY is invalid");
        String manifest = "query($id: ID!) { getInfraManifest(projectID: \"p\", infraID: $id, upgrade: %s) }";
        assertThat(house.good(manifest.formatted("true"), variables).path("getInfraManifest").asString())
                .contains("kind: Deployment").doesNotContain(variables.get("key"));
        String renewed = house.good(manifest.formatted("false"), variables).path("getInfraManifest").asString();
        assertThat(renewed).contains("kind: Deployment").doesNotContain(variables.get("key"));
        assertThat(house.refused(byKey, variables)).as("the former token is worth nothing now")
                .startsWith("UNAUTHENTICATED");
        assertThat(file(variables.get("key")).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> file(String token) {
        return house.sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/file/" + token + ".yaml")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "name: \"infra-twice\", environmentID: \"refused-env\", infraScope: \"cluster\"|infra already exists in this project with the same name",
            "name: \"other\", environmentID: \"no-such\", infraScope: \"cluster\"|Invalid EnvironmentID",
            "name: \"other\", environmentID: \"refused-env\", infraScope: \"cluster\", infraNsExists: true|infraNamespace is needed where infraNsExists is true",
            "name: \"other\", environmentID: \"refused-env\", infraScope: \"cluster\", nodeSelector: \"disk\"|nodeSelector has to be k1=v1,k2=v2"})
    void whatCannotBeRegisteredIsRefusedInTheWordsOfTheirServer(String request, String why) {
        if (house
                .ask("/query", "{ getEnvironment(projectID: \"p\", environmentID: \"refused-env\") { name } }",
                        Map.of())
                .has("errors")) {
            environment("refused-env");
            registered("infra-twice", "refused-env");
        }
        assertThat(house.refused(
                "mutation { registerInfra(projectID: \"p\", request: {%s, platformName: \"x\", infrastructureType: Kubernetes}) { name } }"
                        .formatted(request)))
                .contains(why);
    }

    @Test
    void theHousesOwnServicesAreAnInfrastructureToo() {
        JsonNode own = details("own");
        assertThat(own.at("/getInfra/isActive").asBoolean()).isTrue();
        assertThat(own.at("/getInfraDetails/isInfraConfirmed").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {GraphQlSocket.LEGACY, GraphQlSocket.CURRENT})
    void whoSubscribesHearsThatAnAgentComesAndGoes(String protocol) {
        environment("events-" + protocol);
        JsonNode made = registered("infra-events-" + protocol, "events-" + protocol);
        try (GraphQlSocket socket = house.socket(protocol)) {
            socket.subscribe(
                    """
                    subscription { getInfraEvents(projectID: "p") { eventID eventType eventName description infra { infraID isActive } } }""",
                    Map.of());
            JsonNode live = null;
            String credential = "";
            for (int i = 0; live == null && i < 5; i++) {
                credential = house.agent(AgentCredentials.REGISTRATION, made.path("token").asString(),
                        "{\"instance\":\"a-1\",\"version\":\"0.1.0\"}").path("credential").asString();
                live = socket.data(Duration.ofSeconds(4), event -> isOf(event, made)).orElse(null);
                if (live == null) { // it came before the first look: it goes, and comes again once that was seen
                    house.agent(AgentCredentials.FAREWELL, credential, "");
                    socket.data(Duration.ofSeconds(4), event -> isOf(event, made));
                }
            }
            assertThat(live).as("an agent that calls in is an event; heard: %s", socket.passedOver()).isNotNull();
            assertThat(live.at("/getInfraEvents/eventType").asString()).isEqualTo("infra-status");
            assertThat(live.at("/getInfraEvents/eventName").asString()).isEqualTo("Infra Live");
            assertThat(live.at("/getInfraEvents/infra/isActive").asBoolean()).isTrue();
            house.agent(AgentCredentials.FAREWELL, credential, "");
            assertThat(socket.data(event -> isOf(event, made)).at("/getInfraEvents/eventName").asString())
                    .isEqualTo("Infra Offline");
        }
    }

    private static boolean isOf(JsonNode event, JsonNode infra) {
        return event.at("/getInfraEvents/infra/infraID").asString("").equals(infra.path("infraID").asString());
    }

    @Test
    void environmentsAreCreatedListedChangedAndDeleted() {
        environment("env-a");
        environment("env-b");
        assertThat(house.refused(
                "mutation { createEnvironment(projectID: \"p\", request: {environmentID: \"env-a\", name: \"x\", type: PROD}) { name } }"))
                .startsWith("CONFLICT: environment env-a exists already");
        assertThat(house.good(
                """
                mutation { updateEnvironment(projectID: "p", request: {environmentID: "env-a", name: "env-first", type: PROD, tags: ["t"]}) }""")
                .path("updateEnvironment").asString()).isEqualTo("environment updated successfully");
        JsonNode one = house.good(
                """
                { getEnvironment(projectID: "p", environmentID: "env-a") { projectID environmentID name type tags description isRemoved infraIDs createdBy { username } } }""");
        assertThat(one.path("getEnvironment").toString()).isEqualTo(
                "{\"projectID\":\"p\",\"environmentID\":\"env-a\",\"name\":\"env-first\",\"type\":\"PROD\",\"tags\":[\"t\"],\"description\":null,\"isRemoved\":false,\"infraIDs\":[],\"createdBy\":{\"username\":\"api\"}}");
        JsonNode found = house.good(
                """
                { listEnvironments(projectID: "p", request: {environmentIDs: ["env-a", "env-b"], sort: {field: NAME, ascending: true},
                  filter: {name: "env-"}, pagination: {page: 0, limit: 1}}) { totalNoOfEnvironments environments { environmentID } } }""");
        assertThat(found.path("listEnvironments").toString())
                .isEqualTo("{\"totalNoOfEnvironments\":2,\"environments\":[{\"environmentID\":\"env-b\"}]}");
        assertThat(house.good("mutation { deleteEnvironment(projectID: \"p\", environmentID: \"env-a\") }")
                .path("deleteEnvironment").asString()).isEqualTo("successfully deleted environment env-a");
        assertThat(house.refused("{ getEnvironment(projectID: \"p\", environmentID: \"env-a\") { name } }"))
                .startsWith("NOT_FOUND");
        assertThat(
                house.refused("mutation { updateEnvironment(projectID: \"p\", request: {environmentID: \"env-a\"}) }"))
                .startsWith("NOT_FOUND");
    }

    @Test
    void imageRegistriesAreKeptAndGivenBack() {
        String fields = "imageRegistryID isDefault isRemoved imageRegistryInfo { imageRegistryName imageRepoName imageRegistryType secretName enableRegistry }";
        String input = "{isDefault: false, imageRegistryName: \"%s\", imageRepoName: \"n\", imageRegistryType: \"private\", secretName: \"s\", enableRegistry: true}";
        String id = house.good("mutation { createImageRegistry(projectID: \"p\", imageRegistryInfo: %s) { %s } }"
                .formatted(input.formatted("quay.io"), fields)).at("/createImageRegistry/imageRegistryID").asString();
        assertThat(house.good(
                "mutation { updateImageRegistry(imageRegistryID: \"%s\", projectID: \"p\", imageRegistryInfo: %s) { %s } }"
                        .formatted(id, input.formatted("ghcr.io"), fields))
                .at("/updateImageRegistry/imageRegistryInfo/imageRegistryName").asString()).isEqualTo("ghcr.io");
        assertThat(house
                .good("{ getImageRegistry(imageRegistryID: \"%s\", projectID: \"p\") { %s } }".formatted(id, fields))
                .path("getImageRegistry").toString()).isEqualTo(
                        "{\"imageRegistryID\":\"%s\",\"isDefault\":false,\"isRemoved\":false,\"imageRegistryInfo\":{\"imageRegistryName\":\"ghcr.io\",\"imageRepoName\":\"n\",\"imageRegistryType\":\"private\",\"secretName\":\"s\",\"enableRegistry\":true}}"
                                .formatted(id));
        assertThat(house.good(
                "{ getImageRegistry(projectID: \"p\") { imageRegistryID } listImageRegistry(projectID: \"p\") { imageRegistryID } }")
                .toString()).contains(id);
        house.good("mutation { deleteImageRegistry(imageRegistryID: \"%s\", projectID: \"p\") }".formatted(id));
        assertThat(house.refused(
                "{ getImageRegistry(imageRegistryID: \"%s\", projectID: \"p\") { %s } }".formatted(id, fields)))
                .startsWith("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "podLog(request: {infraID: {infraID: \"i\", accessKey: \"k\", version: \"3\"}, requestID: \"r\", experimentRunID: \"x\", podName: \"p\", podType: \"t\", log: \"l\"})",
            "kubeObj(request: {infraID: {infraID: \"i\", accessKey: \"k\", version: \"3\"}, requestID: \"r\", kubeObj: \"[]\"})",
            "kubeNamespace(request: {infraID: {infraID: \"i\", accessKey: \"k\", version: \"3\"}, requestID: \"r\", kubeNamespace: \"[]\"})",
            "chaosExperimentRun(request: {experimentID: \"e\", experimentRunID: \"r\", experimentName: \"n\", executionData: \"\", infraID: {infraID: \"i\", accessKey: \"k\", version: \"3\"}, revisionID: \"1\", completed: true, updatedBy: \"a\"})"})
    void whatLitmusOwnAgentSaysIsRefusedWithWhereOursCallsIn(String mutation) {
        assertThat(house.refused("mutation { %s }".formatted(mutation)))
                .startsWith("INVALID_REQUEST: ").contains("agents of this server call in at /api/v1/agents");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "infraConnect(request: {infraID: \"i\", accessKey: \"k\", version: \"3\"}) { projectID }|agents of this server call in at /api/v1/agents",
            "getKubeNamespace(request: {infraID: \"nowhere\"}) { infraID }|There is no infrastructure nowhere",
            "getKubeObject(request: {infraID: \"own\", namespace: \"n\", objectType: \"o\", workloads: [{name: \"a\", kind: \"deployment\", namespace: \"m\"}]}) { infraID }|ask for each namespace by itself",
            "getPodLog(request: {infraID: \"own\", experimentRunID: \"x\", podName: \"p\", podNamespace: \"n\", podType: \"t\"}) { log }|no experiment run found with ID x"})
    void aSubscriptionThatCannotBeAnsweredSaysWhy(String subscription, String why) {
        for (String protocol : List.of(GraphQlSocket.LEGACY, GraphQlSocket.CURRENT)) {
            try (GraphQlSocket socket = house.socket(protocol)) {
                socket.subscribe("subscription { %s }".formatted(subscription), Map.of());
                JsonNode heard = socket.heard();
                assertThat(heard.path("id").asString()).isEqualTo("1");
                assertThat(heard.toString()).contains(why);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GraphQlSocket.LEGACY, GraphQlSocket.CURRENT})
    void pickersAreShownNamespacesAndObjectsOfACluster(String protocol) {
        try (GraphQlSocket socket = house.socket(protocol)) {
            socket.subscribe(
                    "subscription { getKubeNamespace(request: {infraID: \"own\"}) { infraID kubeNamespace { name } } }",
                    Map.of());
            assertThat(socket.data(_ -> true).path("getKubeNamespace").toString()).isEqualTo(
                    "{\"infraID\":\"own\",\"kubeNamespace\":[{\"name\":\"bank\"},{\"name\":\"shop\"}]}");
            socket.next("complete");
        }
        try (GraphQlSocket socket = house.socket(protocol)) {
            socket.subscribe(
                    """
                    subscription { getKubeObject(request: {infraID: "own", namespace: "shop", objectType: "kubeobject",
                      kubeObjRequest: {group: "apps", version: "v1", resource: "deployments"}}) { infraID kubeObj { namespace data { name labels } } } }""",
                    Map.of());
            assertThat(socket.data(_ -> true).path("getKubeObject").toString()).isEqualTo(
                    "{\"infraID\":\"own\",\"kubeObj\":{\"namespace\":\"shop\",\"data\":[{\"name\":\"deployments-of-shop\",\"labels\":[\"app=cart\",\"tier=web\"]}]}}");
        }
        try (GraphQlSocket socket = house.socket(protocol)) {
            socket.subscribe(
                    """
                    subscription { getKubeObject(request: {infraID: "own", namespace: "shop", objectType: "kubeobject",
                      workloads: [{name: "cart", kind: "deployment", namespace: "shop"}]}) { kubeObj { data { name } } } }""",
                    Map.of());
            assertThat(socket.data(_ -> true).path("getKubeObject").toString())
                    .isEqualTo("{\"kubeObj\":{\"data\":[{\"name\":\"pods-of-cart\"}]}}");
        }
    }

    @Test
    void aClusterThatCannotBeLookedIntoSaysWhy() {
        HttpResponse<String> made = house.send("/api/v1/infrastructures",
                "{\"name\":\"picked-by-file\",\"kubeconfig\":\"/etc/kube/config\"}", true);
        environment("picked-env");
        String agents = registered("picked-by-agents", "picked-env").path("infraID").asString();
        for (Map.Entry<String, String> infra : Map.of(Wire.mapper().readTree(made.body()).path("id").asString(),
                "the kubeconfig cannot be read", agents, "no agent took it within 4 s").entrySet()) {
            try (GraphQlSocket socket = house.socket(GraphQlSocket.CURRENT)) {
                socket.subscribe(
                        "subscription($r: KubeNamespaceRequest!) { getKubeNamespace(request: $r) { infraID } }",
                        Map.of("r", Map.of("infraID", infra.getKey())));
                assertThat(socket.heard().toString()).contains(infra.getValue());
            }
        }
    }

    @Test
    void whoHasTheKeyLogsInAndThatTokenOpensWhatTheKeyOpens() {
        HttpResponse<String> answer = house.send("/auth/login", login("admin", house.key()), false);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode in = Wire.mapper().readTree(answer.body());
        assertThat(in.path("type").asString()).isEqualTo("Bearer");
        assertThat(in.path("projectRole").asString()).isEqualTo("Owner");
        assertThat(in.path("expiresIn").asInt()).isEqualTo(86_400);
        String token = in.path("accessToken").asString();
        assertThat(token.split("\\.")).as("litmusctl reads the name out of a JWT").hasSize(3);
        assertThat(new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8)).contains("\"username\":\"admin\"")
                .doesNotContain(house.key());
        assertThat(answer.body()).doesNotContain(house.key());
        JsonNode projects = auth(token, "list_projects").path("data");
        assertThat(projects.path("totalNumberOfProjects").asInt()).isEqualTo(1);
        assertThat(projects.at("/projects/0/projectID").asString()).isEqualTo(in.path("projectID").asString());
        assertThat(auth(token, "get_user_with_project/admin").at("/data/projects/0/members/0/role").asString())
                .isEqualTo("Owner");
        assertThat(auth(token, "get_project/p").at("/data/projectID").asString()).isEqualTo("p");
        assertThat(auth(token, "get_project_role/p").path("role").asString()).isEqualTo("Owner");
        assertThat(auth(token, "get_project_members/p/accepted").at("/data/0/username").asString()).isEqualTo("admin");
        assertThat(auth(token, "get_project_owners/p").path("data")).hasSize(1);
        assertThat(auth(token, "get_owner_projects").path("data")).hasSize(1);
        assertThat(auth(token, "users").get(0).path("userID").asString()).isEqualTo("admin");
        assertThat(auth(token, "get_user/admin").path("role").asString()).isEqualTo("admin");
        assertThat(auth(token, "invite_users/p").path("data")).isEmpty();
        assertThat(house.send("/auth/logout", "{}", true).body()).contains("ends by itself within a day");
        HttpResponse<String> asked = house.sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/query"))
                .header("Content-Type", "application/json").header("Authorization", token)
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"query\":\"{ getServerVersion { key } }\"}")));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(house.send("/auth/login", login("admin", token), false).statusCode())
                .as("no token is given for another token").isEqualTo(401);
    }

    private static String login(String username, String password) {
        return Wire.mapper().writeValueAsString(Map.of("username", username, "password", password));
    }

    private JsonNode auth(String token, String path) {
        HttpResponse<String> answer = house
                .sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/auth/" + path))
                        .header("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.mapper().readTree(answer.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "login|{\"username\":\"admin\",\"password\":\"litmus\"}|401|invalid_credentials",
            "login|{\"username\":\"admin\",\"password\":\"\"}|400|invalid_request",
            "login|{\"username\":|400|invalid_request",
            "update/password|{\"oldPassword\":\"a\",\"newPassword\":\"b\"}|400|invalid_request",
            "create_project|{\"projectName\":\"x\"}|400|invalid_request", "create_user|{}|400|invalid_request",
            "send_invitation|{}|400|invalid_request", "create_token|{}|400|invalid_request"})
    void whatOneKeyAndOneProjectCannotAnswerSaysWhy(String path, String body, int status, String error) {
        HttpResponse<String> answer = house.send("/auth/" + path, body, !path.equals("login"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode wrong = Wire.mapper().readTree(answer.body());
        assertThat(wrong.path("error").asString()).isEqualTo(error);
        assertThat(wrong.path("errorDescription").asString()).isNotBlank();
    }

    @Test
    void nobodyLogsInWithAnotherNameAndNothingElseIsOpen() {
        assertThat(house.send("/auth/login", login("root", house.key()), false).statusCode()).isEqualTo(401);
        assertThat(house.send("/auth/create_user", "{}", false).statusCode()).isEqualTo(401);
        for (String open : List.of("status", "capabilities")) {
            assertThat(
                    house.sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/auth/" + open))).statusCode())
                    .isEqualTo(200);
        }
        assertThat(house.sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/auth/users"))).statusCode())
                .isEqualTo(401);
    }
}
