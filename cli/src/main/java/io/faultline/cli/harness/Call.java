package io.faultline.cli.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;

/** One GraphQL call, as the tutorial sends it; no credential is in it. */
public record Call(String path, Map<String, Object> body) {
    private static final String PATH = "/gateway/chaos/manager/api/query?accountIdentifier=";

    /** Answers <code>data.runChaosExperiment.notifyID</code>. */
    public static Call launch(Workplace where, String workflow) {
        return of(where,
                """
                mutation RunChaosExperiment($workflowID: String!, $identifiers: IdentifiersRequest!) { \
                runChaosExperiment(workflowID: $workflowID, identifiers: $identifiers) { notifyID } }""",
                "workflowID", workflow);
    }

    /** Answers <code>data.listWorkflowRun.workflowRuns[0]</code>, with phase and score. */
    public static Call state(Workplace where, String notice) {
        return of(where,
                """
                query ListWorkflowRun($identifiers: IdentifiersRequest!, $request: ListWorkflowRunRequest!) { \
                listWorkflowRun(identifiers: $identifiers, request: $request) { workflowRuns { phase resiliencyScore } } }""",
                "request", Map.of("notifyIDs", List.of(notice)));
    }

    private static Call of(Workplace where, String query, String name, Object value) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("identifiers", where.identifiers());
        variables.put(name, value);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", query);
        body.put("variables", variables);
        return new Call(PATH + FaultlineClient.segment(where.account()), body);
    }
}
