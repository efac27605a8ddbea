package io.faultline.experiment.graphql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaGenerator;
import graphql.validation.Validator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class DialectsTest {
    private static final Path PAGE = Shared.file("spec/harness-litmus.md");
    private static final Path CORPUS = Shared.file("corpus/harness");
    private static final Pattern TYPE = Pattern.compile(
            "^(type|input|enum|interface) (\\w+)\\s*(?:implements ([\\w &]+?))?\\s*\\{(.*)}$", Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*:\\s*(\\[?\\w+!?]?!?)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern INNER = Pattern.compile("\\{([^{}]|\\{[^{}]*})*}");
    private static final Pattern OLDER = Pattern.compile("^([a-z]\\w+(?:/[a-z]\\w+)*)(?:\\(([^)]*)\\))?");
    private static final Pattern SIGNED = Pattern.compile("`(\\w+)\\(([^)]*)\\)(?:: ([\\w\\[\\]!]+))?`");

    /** The names Litmus 2.x has too, with other fields: they hold both, and what only one has to say may be left out. */
    private static final Set<String> SHARED = Set.of("ExperimentRequest", "PodLogRequest", "PodLogResponse", "PodLog",
            "KubeObjectData");

    private final GraphQLSchema litmus = schema(true);
    private final GraphQLSchema harness = schema(false);

    @TestFactory
    Stream<DynamicTest> everyTypeOfThePageIsHereFieldByField() throws IOException {
        String page = read(PAGE);
        List<DynamicTest> tests = new ArrayList<>();
        Matcher type = TYPE.matcher(page);
        while (type.find()) {
            String name = type.group(2);
            String body = type.group(4);
            String implemented = type.group(3);
            boolean isEnum = type.group(1).equals("enum");
            tests.add(DynamicTest.dynamicTest(name, () -> {
                if (isEnum) {
                    holdsValues(name, body);
                } else {
                    holdsFields(name, body);
                    holdsInterfaces(name, implemented);
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(130);
        return tests.stream();
    }

    private void holdsValues(String name, String body) {
        assertThat(((GraphQLEnumType) Objects.requireNonNull(litmus.getType(name))).getValues())
                .extracting(GraphQLEnumValueDefinition::getName).contains(body.strip().split("\\s+"));
    }

    private void holdsFields(String name, String body) {
        Set<String> fields = new TreeSet<>();
        Matcher field = FIELD.matcher(body);
        while (field.find()) {
            fields.add(field.group(1) + ": " + field.group(2));
        }
        assertThat(fields).isNotEmpty();
        if (SHARED.contains(name)) {
            assertThat(loose(fields(litmus, name))).containsAll(loose(fields));
        } else {
            assertThat(fields(litmus, name)).isEqualTo(fields);
        }
    }

    private static List<String> loose(Set<String> fields) {
        return fields.stream().map(field -> field.replaceFirst("!$", "")).toList();
    }

    private void holdsInterfaces(String name, String implemented) {
        if (implemented != null) {
            assertThat(((GraphQLObjectType) Objects.requireNonNull(litmus.getType(name))).getInterfaces())
                    .extracting(GraphQLNamedType::getName).containsExactlyInAnyOrder(implemented.strip().split(" & "));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOperationOfThePageIsHereWithItsArguments() throws IOException {
        String page = read(PAGE);
        String section = page.substring(page.indexOf("## 1.3 Litmus 3.x"), page.indexOf("### Types"));
        List<DynamicTest> tests = new ArrayList<>();
        Matcher signed = SIGNED.matcher(section);
        while (signed.find()) {
            String name = signed.group(1);
            String arguments = signed.group(2);
            String answer = signed.group(3);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                GraphQLFieldDefinition operation = operation(litmus, name);
                if (answer != null) {
                    assertThat(GraphQLTypeUtil.simplePrint(operation.getType())).isEqualTo(answer);
                }
                for (String argument : arguments.split("\\s*,\\s*")) {
                    String[] parts = argument.replaceAll("\\{.*", "").split("\\s*:\\s*");
                    if (parts[0].matches("\\w+")) {
                        assertThat(operation.getArgument(parts[0])).as(argument).isNotNull();
                        assertThat(parts.length == 1 ? "" : parts[1]).isIn("",
                                GraphQLTypeUtil.simplePrint(operation.getArgument(parts[0]).getType()));
                    }
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationOfTheOlderPageIsHereWithItsArguments() throws IOException {
        String page = read(PAGE);
        String section = page.substring(page.indexOf("## 1.2 Litmus 2.x"), page.indexOf("## 1.3 Litmus 3.x"));
        List<DynamicTest> tests = new ArrayList<>();
        QUOTED.matcher(section).results().map(each -> INNER.matcher(each.group(1)).replaceAll("")).forEach(quoted -> {
            Matcher signed = OLDER.matcher(quoted);
            if (signed.find()) {
                String arguments = Objects.requireNonNullElse(signed.group(2), "").replace("same", "");
                Stream.of(signed.group(1).split("/")).forEach(name -> tests.add(DynamicTest.dynamicTest(name,
                        () -> assertThat(
                                operation(litmus, name).getArguments().stream().map(GraphQLNamedSchemaElement::getName))
                                .containsAll(Stream.of(arguments.split("\\s*,\\s*")).filter(each -> !each.isBlank())
                                        .map(each -> each.replaceFirst(":.*", "")).toList()))));
            }
        });
        assertThat(tests).hasSizeGreaterThan(30);
        return tests.stream();
    }

    @Test
    void everyOperationOfOurListIsInBothDialects() throws IOException {
        for (String name : ours()) {
            operation(litmus, name);
            operation(harness, name);
        }
    }

    @Test
    void noOperationIsMissingInOurList() throws IOException {
        assertThat(operations(litmus)).isEqualTo(new TreeSet<>(ours()));
        assertThat(operations(harness)).isEqualTo(new TreeSet<>(ours()));
    }

    @TestFactory
    Stream<DynamicTest> theTutorialsDocumentsAreValidInTheHarnessDialect() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(CORPUS), "the tutorial's documents are not on this machine");
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".graphql")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                            () -> assertThat(complaints(harness, Files.readString(file))).isEmpty()));
        }
    }

    @Test
    void harnessNamesAProjectByIdentifiersOrByItsId() {
        assertThat(complaints(harness,
                "query($i: IdentifiersRequest!) { getExperimentStats(identifiers: $i) { totalExperiments } }"))
                .isEmpty();
        assertThat(complaints(harness, "query($p: ID!) { getExperimentStats(projectID: $p) { totalExperiments } }"))
                .isEmpty();
        assertThat(complaints(litmus,
                "query($i: IdentifiersRequest!) { getExperimentStats(identifiers: $i) { totalExperiments } }"))
                .isNotEmpty();
    }

    @Test
    void phasesThatAgentsReportAreInTheEnum() {
        assertThat(((GraphQLEnumType) Objects.requireNonNull(litmus.getType("ExperimentRunStatus"))).getValues())
                .extracting(GraphQLEnumValueDefinition::getName)
                .contains("Completed_With_Probe_Failure", "Pending", "Blocked");
    }

    private static List<String> complaints(GraphQLSchema schema, String text) {
        Document document = Parser.parse(text);
        return new Validator().validateDocument(schema, document, java.util.Locale.ROOT).stream()
                .map(each -> String.valueOf(each.getMessage())).toList();
    }

    private static GraphQLFieldDefinition operation(GraphQLSchema schema, String name) {
        return roots(schema).map(root -> root.getFieldDefinition(name)).filter(Objects::nonNull).findFirst()
                .orElseThrow(() -> new AssertionError("there is no operation " + name));
    }

    private static Set<String> operations(GraphQLSchema schema) {
        return roots(schema).flatMap(root -> root.getFieldDefinitions().stream())
                .map(GraphQLFieldDefinition::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<GraphQLObjectType> roots(GraphQLSchema schema) {
        return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType());
    }

    private static Set<String> fields(GraphQLSchema schema, String type) {
        return switch (schema.getType(type)) {
            case GraphQLFieldsContainer object -> object.getFieldDefinitions().stream()
                    .map(field -> field.getName() + ": " + GraphQLTypeUtil.simplePrint(field.getType()))
                    .collect(Collectors.toCollection(TreeSet::new));
            case GraphQLInputObjectType input -> input.getFieldDefinitions().stream()
                    .map(field -> field.getName() + ": " + GraphQLTypeUtil.simplePrint(field.getType()))
                    .collect(Collectors.toCollection(TreeSet::new));
            case null -> throw new AssertionError("there is no type " + type);
            default -> throw new AssertionError(type + " has no fields");
        };
    }

    private static GraphQLSchema schema(boolean isLitmus) {
        return new SchemaGenerator().makeExecutableSchema(isLitmus ? Dialects.litmus() : Dialects.harness(),
                new Switchboard().wiring());
    }

    private static List<String> ours() throws IOException {
        try (var in = Objects.requireNonNull(DialectsTest.class.getResourceAsStream("/graphql/operations.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank())
                    .toList();
        }
    }

    private static String read(Path page) throws IOException {
        Assumptions.assumeTrue(Files.isRegularFile(page), "the specification is not on this machine");
        return Files.readString(page);
    }
}
