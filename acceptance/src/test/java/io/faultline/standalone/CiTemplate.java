package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A template of deploy/ci taken apart: what is set for its steps, and their shell.
 *
 * @param shell as its server runs a step
 * @param rollback what is run if chaos failed, and only then
 */
record CiTemplate(String name, List<String> shell, Map<String, String> environment, String chaos, String rollback) {
    static final Path FOLDER = Path.of("..", "deploy", "ci");
    private static final Pattern JENKINS_SET = Pattern.compile("(?m)^\\s*(\\w+) = '([^']*)'$");
    private static final Pattern JENKINS_SHELL = Pattern.compile("sh '''(.*?)'''", Pattern.DOTALL);

    static Stream<CiTemplate> all() throws IOException {
        return Stream.of(github(), gitlab(), jenkins(), azure());
    }

    static JsonNode yaml(String name) throws IOException {
        return new YAMLMapper().readTree(Files.readString(FOLDER.resolve(name)));
    }

    static String jenkinsfile() throws IOException {
        return Files.readString(FOLDER.resolve("Jenkinsfile"));
    }

    private static CiTemplate github() throws IOException {
        JsonNode file = yaml("github-actions.yml");
        JsonNode rollback = file.at("/jobs/rollback");
        return new CiTemplate("github-actions.yml", List.of("bash", "-e"),
                set(file.path("env"), rollback.path("env")), joined(file.at("/jobs/chaos/steps"), "run"),
                joined(rollback.path("steps"), "run"));
    }

    private static CiTemplate gitlab() throws IOException {
        JsonNode file = yaml("gitlab-ci.yml");
        JsonNode rollback = file.path("rollback-job");
        return new CiTemplate("gitlab-ci.yml", List.of("bash", "-eo", "pipefail"),
                set(file.path("variables"), rollback.path("variables")),
                lines(file.at("/chaos-job/script")), lines(rollback.path("script")));
    }

    private static CiTemplate azure() throws IOException {
        JsonNode file = yaml("azure-pipelines.yml");
        Map<String, String> set = new LinkedHashMap<>();
        file.path("variables").forEach(each -> {
            if (each.has("name")) {
                set.put(each.path("name").asString(), each.path("value").asString());
            }
        });
        return new CiTemplate("azure-pipelines.yml", List.of("bash", "--noprofile", "--norc"), set,
                joined(file.at("/stages/0/jobs/0/steps"), "bash"), joined(file.at("/stages/1/jobs/0/steps"), "bash"));
    }

    private static CiTemplate jenkins() throws IOException {
        String text = jenkinsfile();
        Map<String, String> set = new LinkedHashMap<>();
        Matcher settings = JENKINS_SET.matcher(text);
        while (settings.find()) {
            set.put(settings.group(1), settings.group(2));
        }
        List<String> shells = JENKINS_SHELL.matcher(text).results()
                .map(found -> found.group(1).replace("\\\\", "\\").stripIndent()).toList();
        return new CiTemplate("Jenkinsfile", List.of("sh", "-xe"), set, shells.get(0), shells.get(1));
    }

    private static Map<String, String> set(JsonNode... objects) {
        Map<String, String> set = new LinkedHashMap<>();
        Stream.of(objects).forEach(object -> object.properties()
                .forEach(each -> set.put(each.getKey(), each.getValue().asString())));
        return set;
    }

    private static String joined(JsonNode steps, String key) {
        return steps.valueStream().map(step -> step.path(key).asString("")).filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String lines(JsonNode script) {
        return script.valueStream().map(JsonNode::asString).collect(Collectors.joining("\n"));
    }
}
