package io.faultline.experiment.graphql;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Real documents over HTTP: the tutorial's own, what is too much, and subscriptions. */
@ExtendWith(GraphQlHouse.Open.class)
class GraphQlIT {
    private static final String HARNESS = "/gateway/chaos/manager/api/query";
    private final GraphQlHouse house;

    GraphQlIT(GraphQlHouse house) {
        this.house = house;
    }

    @Test
    void theTutorialsOperationsWorkFromRegistrationToTheRun() throws Exception {
        Path corpus = Shared.file("corpus/harness");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "the tutorial's documents are not on this machine");
        JsonNode registered = tutorial("registerInfra", Map.of()).at("/data/registerInfra");
        String infra = registered.path("infraID").asString();
        String token = registered.path("token").asString();
        HttpResponse<String> file = house.http.send(HttpRequest.newBuilder(house.service.baseUrl()
                .resolve("/gateway/chaos/manager/api/file/" + token + ".yaml")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(registered.path("manifest").asString()).contains("kind: Deployment");

        JsonNode details = tutorial("getInfraDetails", Map.of("/infraID", infra)).at("/data/getInfraDetails");
        assertThat(details.path("isActive").asBoolean()).isFalse();
        String manifest = Files.readString(corpus.resolve("pod-delete-workflow.json"));
        JsonNode early = house.ask(HARNESS, document("createChaosWorkFlow"),
                variables("createChaosWorkFlow", Map.of("/request/infraID", infra, "/request/workflowManifest",
                        manifest)));
        assertThat(early.at("/errors/0/message").asString()).contains("inactive infra");

        confirm(infra, token);
        details = tutorial("getInfraDetails", Map.of("/infraID", infra)).at("/data/getInfraDetails");
        assertThat(details.path("isActive").asBoolean() && details.path("isInfraConfirmed").asBoolean()).isTrue();
        JsonNode created = tutorial("createChaosWorkFlow", Map.of("/request/infraID", infra,
                "/request/workflowManifest", manifest)).at("/data/createChaosWorkFlow");
        String workflow = created.path("workflowID").asString();
        confirm(infra, token);
        String notice = tutorial("runChaosExperiment", Map.of("/workflowID", workflow))
                .at("/data/runChaosExperiment/notifyID").asString();
        assertThat(house.facts.await(RunId.parse(notice), ExperimentRequested.class).experiment().spec().faults())
                .extracting(fault -> fault.name() + " " + fault.weight() + " " + fault.probes().size())
                .containsExactly("pod-delete-ji5 10 1");
        JsonNode run = tutorial("listWorkflowRun", Map.of("/request/notifyIDs/0", notice))
                .at("/data/listWorkflowRun/workflowRuns/0");
        assertThat(run.path("phase").asString()).isEqualTo("Queued");
        assertThat(run.path("workflowManifest").asString()).isEqualTo(manifest);
        assertThat(run.path("resiliencyScore").toString()).isEqualTo("0");
        assertThat(Wire.mapper().readTree(run.path("executionData").asString()).path("notifyID").asString())
                .isEqualTo(notice);
    }

    private void confirm(String infra, String token) {
        JsonNode confirmed = house.ask("/query",
                """
                mutation($r: InfraIdentity!) { confirmInfraRegistration(request: $r) { isInfraConfirmed } }""",
                Map.of("r", Map.of("infraID", infra, "accessKey", token, "version", "3.31.0")));
        assertThat(confirmed.at("/data/confirmInfraRegistration/isInfraConfirmed").asBoolean()).isTrue();
    }

    @Test
    void refusesWhatIsTooMuchAndWhoHasNoKey() throws Exception {
        assertThat(house.send("/query", "[{\"query\":\"{ getServerVersion { key } }\"}]", true).statusCode())
                .isEqualTo(400);
        assertThat(house.send("/query", "x".repeat(1_100_000), true).statusCode()).isEqualTo(413);
        assertThat(house.send("/query", "{\"query\":\"{ getServerVersion { key } }\"}", false).statusCode())
                .isEqualTo(401);
        assertThat(
                house.ask("/query", "{ __schema { types { name } } }", Map.of()).at("/errors/0/extensions/code")
                        .asString())
                .isEqualTo("REQUEST_TOO_COMPLEX");
    }

    private static String document(String name) throws Exception {
        return Files.readString(Shared.file("corpus/harness/" + name + ".graphql"));
    }

    private static JsonNode variables(String name, Map<String, String> filled) throws Exception {
        JsonNode variables = Wire.mapper()
                .readTree(Files.readString(Shared.file("corpus/harness/" + name + ".variables.json")));
        filled.forEach((pointer, value) -> {
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = variables.at(pointer.substring(0, slash));
            if (parent instanceof ObjectNode object) {
                object.put(pointer.substring(slash + 1), value);
            } else {
                ((tools.jackson.databind.node.ArrayNode) parent).removeAll().add(value);
            }
        });
        return variables;
    }

    private JsonNode tutorial(String name, Map<String, String> filled) throws Exception {
        JsonNode answer = house.ask(HARNESS, document(name), variables(name, filled));
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer;
    }
}
