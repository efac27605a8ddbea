package io.faultline.standalone;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The templates for pipelines have the shape their servers' references give; {@link PipelinesIT} runs what is in them. */
class CiTemplatesTest {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]*) }}");

    private static void only(JsonNode node, String... keys) {
        assertThat(node.isObject()).as(node.toString()).isTrue();
        assertThat(keys).as(node.toString()).containsAll(node.propertyNames());
    }

    @Test
    void githubsHasOnlyKeysOfItsWorkflowSyntax() throws IOException {
        JsonNode file = CiTemplate.yaml("github-actions.yml");
        only(file, "name", "on", "permissions", "concurrency", "env", "jobs");
        only(file.path("on"), "workflow_dispatch", "workflow_call");
        assertThat(file.at("/permissions/contents").asString()).isEqualTo("read");
        file.path("jobs").forEach(job -> {
            only(job, "runs-on", "needs", "if", "environment", "timeout-minutes", "env", "steps");
            assertThat(job.path("runs-on").asString()).isNotEmpty();
            job.path("steps").forEach(step -> {
                only(step, "name", "uses", "run", "with", "env", "if");
                assertThat(step.has("uses") != step.has("run")).as(step.toString()).isTrue();
                assertThat(step.path("uses").asString("a/b@v1")).matches("[\\w-]+/[\\w-]+@v\\d+");
            });
        });
        assertThat(file.path("jobs").has(file.at("/jobs/rollback/needs").asString())).isTrue();
        assertThat(file.at("/jobs/rollback/if").asString()).isEqualTo("${{ failure() }}");
        assertThat(EXPRESSION.matcher(file.toString()).results().map(found -> found.group(1)))
                .isSubsetOf("vars.FAULTLINE_ADDRESS", "secrets.FAULTLINE_API_KEY", "always()", "failure()");
    }

    @Test
    void gitlabsHasOnlyKeywordsOfItsReference() throws IOException {
        JsonNode file = CiTemplate.yaml("gitlab-ci.yml");
        List<String> stages = file.path("stages").valueStream().map(JsonNode::asString).toList();
        for (String name : List.of("chaos-job", "rollback-job")) {
            JsonNode job = file.path(name);
            only(job, "stage", "tags", "environment", "resource_group", "timeout", "script", "artifacts", "variables",
                    "needs", "when");
            assertThat(stages).contains(job.path("stage").asString());
            assertThat(job.path("script").isArray()).isTrue();
            assertThat(job.at("/environment/action").asString("start")).isIn("start", "prepare", "stop", "verify",
                    "access");
            job.path("needs").forEach(need -> assertThat(file.has(need.asString())).isTrue());
        }
        only(file, "stages", "variables", "chaos-job", "rollback-job");
        only(file.at("/chaos-job/artifacts"), "when", "paths", "reports", "name", "expire_in");
        assertThat(file.at("/chaos-job/artifacts/when").asString()).isEqualTo("always");
        assertThat(file.at("/chaos-job/artifacts/reports").has("junit")).isTrue();
        assertThat(file.at("/rollback-job/when").asString()).isEqualTo("on_failure");
    }

    @Test
    void azuresHasOnlyKeysOfItsSchema() throws IOException {
        JsonNode file = CiTemplate.yaml("azure-pipelines.yml");
        only(file, "trigger", "variables", "stages");
        file.path("variables").forEach(each -> only(each, each.has("group")
                ? new String[]{"group"}
                : new String[]{"name", "value"}));
        file.path("stages").forEach(stage -> {
            only(stage, "stage", "displayName", "dependsOn", "condition", "jobs");
            stage.path("jobs").forEach(job -> {
                only(job, "job", "pool", "timeoutInMinutes", "steps");
                job.path("steps").forEach(step -> {
                    only(step, "checkout", "bash", "task", "publish", "displayName", "condition", "env", "inputs",
                            "artifact");
                    assertThat(step.propertyStream().map(each -> each.getKey())
                            .filter(Set.of("checkout", "bash", "task", "publish")::contains)).hasSize(1);
                });
            });
        });
        assertThat(file.at("/stages/1/dependsOn").asString()).isEqualTo(file.at("/stages/0/stage").asString());
        assertThat(file.at("/stages/1/condition").asString()).isEqualTo("failed()");
        assertThat(file.toString()).as("a secret is no environment variable unless it is made one")
                .contains("{\"FAULTLINE_API_KEY\":\"$(FAULTLINE_API_KEY)\"}");
    }

    /** What may stand in which block of a declarative pipeline. */
    private static Set<String> within(String block) {
        return switch (block) {
            case "" -> Set.of("pipeline");
            case "pipeline" -> Set.of("agent", "options", "environment", "stages", "post");
            case "stages" -> Set.of("stage");
            case "stage" -> Set.of("environment", "steps", "post", "when", "options");
            case "post" -> Set.of("always", "failure", "success", "unstable", "cleanup");
            case "steps", "always", "failure" -> Set.of("sh", "junit", "archiveArtifacts");
            case "options" -> Set.of("disableConcurrentBuilds", "timeout");
            default -> Set.of();
        };
    }

    @Test
    void jenkinsIsADeclarativePipeline() throws IOException {
        String text = CiTemplate.jenkinsfile().replaceAll("(?m)^//.*$", "")
                .replaceAll("(?s)sh '''.*?'''", "sh(shell)");
        Deque<String> open = new ArrayDeque<>(List.of(""));
        List<String> seen = new ArrayList<>();
        for (String line : text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            if (line.equals("}")) {
                open.pop();
                continue;
            }
            Matcher words = Pattern.compile("(\\w+).*").matcher(line);
            assertThat(words.matches()).as(line).isTrue();
            String word = words.group(1);
            if (open.getFirst().equals("environment")) {
                assertThat(line).matches("[A-Z_]+ = ('[^']*'|credentials\\('[\\w-]+'\\))");
                continue;
            }
            assertThat(within(open.getFirst())).as("in '%s': %s", open.getFirst(), line).contains(word);
            seen.add(open.getFirst() + "/" + word);
            if (line.endsWith("{")) {
                open.push(word);
            } else if (line.contains("{")) {
                assertThat(line).endsWith("}");
            }
        }
        assertThat(open).as("every block is closed").containsExactly("");
        assertThat(seen).contains("pipeline/agent", "stages/stage", "stage/steps", "post/always", "failure/sh");
    }

    /** Of none of them a key is seen in its text, and each names what it needs. */
    @Test
    void allRunTheSameExperimentAndRollBackWhenItFails() throws IOException {
        assertThat(CiTemplate.all()).hasSize(4).allSatisfy(template -> {
            assertThat(template.environment()).as(template.name()).containsEntry("EXPECTED_RESILIENCE_SCORE", "100")
                    .containsEntry("EXPERIMENT", "chaos/experiment.yaml").containsKeys("DEPLOYMENT", "NAMESPACE")
                    .doesNotContainKey("FAULTLINE_API_KEY");
            assertThat(template.chaos()).as(template.name()).contains("--expect-score", "--junit", "--markdown");
            assertThat(template.rollback()).as(template.name()).contains("kubectl rollout undo");
        });
    }
}
