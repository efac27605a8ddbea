package io.faultline.cli.harness;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What there is to be done, by the name that scripts give it, and how a script takes the answer apart. */
public enum Task {
    LAUNCH_EXPERIMENT(""), //
    MONITOR_EXPERIMENT(" | jq -r '.data.listWorkflowRun.workflowRuns[0].phase'"), //
    VALIDATE_RESILIENCE_SCORE(" | jq '.data.listWorkflowRun.workflowRuns[0].resiliencyScore // 0 | floor'");

    private final String filter;

    Task(String filter) {
        this.filter = filter;
    }

    public static Task named(String name) {
        return Arrays.stream(values()).filter(each -> each.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no --api '%s'; there are %s".formatted(name,
                        Arrays.stream(values()).map(Task::toString).collect(Collectors.joining(", ")))));
    }

    String filter() {
        return filter;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
