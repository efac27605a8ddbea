package io.faultline.experiment.graphql;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class QueryLimitsTest {
    private static final Duration MOST = Duration.ofMillis(50);

    static Stream<Arguments> hostile() {
        String levels = "{ getServerVersion " + "{ a ".repeat(50) + "}".repeat(50) + " }";
        String aliases = range(1_000).mapToObj(i -> "a" + i + ": getServerVersion { key }")
                .collect(Collectors.joining(" ", "{", "}"));
        String roots = "query { " + "getServerVersion { key } ".repeat(1_000) + "}";
        String circle = "{ getServerVersion { ...a } } fragment a on ServerVersionResponse { ...b } "
                + "fragment b on ServerVersionResponse { ...a }";
        String doubling = "{ getServerVersion { ...f0 } } "
                + range(40).mapToObj(i -> "fragment f%d on ServerVersionResponse { ...f%d ...f%d }".formatted(i, i + 1,
                        i + 1)).collect(Collectors.joining(" "))
                + " fragment f40 on ServerVersionResponse { key value }";
        String chain = "{ getServerVersion { ...f0 } } " + range(900)
                .mapToObj(i -> "fragment f%d on ServerVersionResponse { ...f%d }".formatted(i, i + 1))
                .collect(Collectors.joining(" ")) + " fragment f900 on ServerVersionResponse { key }";
        String many = range(1_000).mapToObj(i -> "query q" + i + " { getServerVersion { key } }")
                .collect(Collectors.joining(" "));
        return Stream.of(arguments("50 levels", levels), arguments("1000 aliases", aliases),
                arguments("1000 fields side by side", roots), arguments("a circle of fragments", circle),
                arguments("fragments that double", doubling), arguments("a long chain of fragments", chain),
                arguments("1000 operations in a document", many),
                arguments("introspection", "{ __schema { types { name } } }"),
                arguments("a huge literal", "{ getProbe(projectID: \"" + "x".repeat(900_000) + "\") { name } }"),
                arguments("deep lists", "{ getProbe(projectID: " + "[".repeat(4_000) + "]".repeat(4_000) + ") }"),
                arguments("spaces", " ".repeat(290_000) + "{ getServerVersion { key } }" + "\n\t,".repeat(90_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesWhatAsksForTooMuchWithinFiftyMillisecondsOfWork(String name, String document) {
        GraphQL graphQl = graphQl(false);
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 20; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ExecutionResult result = ask(graphQl, document, false);
            Duration took = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
            best = took.compareTo(best) < 0 ? took : best;
            assertThat(result.getErrors()).as(name).isNotEmpty();
            assertThat(result.isDataPresent()).isFalse();
        }
        assertThat(best).as(name).isLessThan(MOST);
    }

    @Test
    void takesWhatClientsSend() {
        String most = "{ listChaosFaults(hubID: \"h\", projectID: \"p\") { metadata { annotations { categories } } "
                + "spec { maintainers { name } faults { name } } packageInfo { experiments { name } } } }";
        assertThat(QueryLimits.usual(false).refusal(QueryCost.of(graphql.parser.Parser.parse(most)))).isEmpty();
    }

    @Test
    void tellsTheSchemaOnlyWhereThatIsAllowed() {
        String asked = "{ __schema { queryType { name } } }";
        assertThat(ask(graphQl(true), asked, true).getErrors()).isEmpty();
        assertThat(ask(graphQl(false), asked, false).getErrors().getFirst().getMessage()).contains("Introspection");
    }

    @Test
    void saysNothingOfFieldsThatResembleTheOneAskedFor() {
        ExecutionResult result = ask(graphQl(false), "{ getServerVersio { key } }", false);
        assertThat(result.getErrors().getFirst().getMessage()).doesNotContain("getServerVersion");
    }

    private static IntStream range(int end) {
        return IntStream.range(0, end);
    }

    private static GraphQL graphQl(boolean introspection) {
        return GraphQL.newGraphQL(
                new SchemaGenerator().makeExecutableSchema(Dialects.litmus(), new Switchboard().wiring()))
                .instrumentation(new LimitGuard(QueryLimits.usual(introspection))).build();
    }

    private static ExecutionResult ask(GraphQL graphQl, String document, boolean introspection) {
        return graphQl.execute(ExecutionInput.newExecutionInput(document)
                .graphQLContext(Map.of(ParserOptions.class, QueryLimits.usual(introspection).parser())).build());
    }
}
