package io.faultline.cli.harness;

import java.util.List;
import java.util.Map;

import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import tools.jackson.databind.JsonNode;

/** Whoever answers in Harness' words; the key goes as they take it. */
public final class HarnessClient implements AutoCloseable {
    private final FaultlineClient client;
    private final Map<String, String> headers;

    public HarnessClient(Access access) {
        this.client = new FaultlineClient(new Access(access.address(), null));
        this.headers = access.key() == null ? Map.of() : Map.of("x-api-key", access.key());
    }

    /** The whole answer; what GraphQL calls errors is thrown as {@link Refusal}. */
    public JsonNode ask(Call call) {
        JsonNode answer = client.send("POST", call.path(), call.body(), headers).body();
        JsonNode error = answer.at("/errors/0");
        if (!error.isMissingNode()) {
            throw new Refusal(status(error.at("/extensions/code").asString("")),
                    error.at("/extensions/type").asString(""), error.path("message").asString("it was refused"), "",
                    List.of());
        }
        return answer;
    }

    /** What the same trouble would be over REST. */
    private static int status(String code) {
        return switch (code) {
            case "UNAUTHENTICATED" -> 401;
            case "NOT_FOUND" -> 404;
            case "INVALID_REQUEST", "INVALID_EXPERIMENT" -> 400;
            default -> 409;
        };
    }

    /** The run of this notice. */
    public RunState state(Workplace where, String notice) {
        JsonNode run = ask(Call.state(where, notice)).at("/data/listWorkflowRun/workflowRuns/0");
        if (run.isMissingNode()) {
            throw new Refusal(404, "not-found", "there is no run with the notify id '%s'".formatted(notice), "",
                    List.of());
        }
        return new RunState(run.path("phase").asString(""), run.path("resiliencyScore").decimalValue());
    }

    @Override
    public void close() {
        client.close();
    }
}
