package io.faultline.experiment.graphql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"{ getServerVersion { key value } }", "query V { v: getServerVersion { value } }",
            "query getServerVersion {\n  getServerVersion {\n    key\n    value\n  }\n}"})
    void theVersionAloneIsAskedFor(String document) {
        assertThat(DocumentRules.asksForTheVersionAlone(document)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ getServerVersion { key } listProbes(projectID: \"p\") { name } }",
            "{ getServerVersion: listProbes(projectID: \"p\") { name } }", "mutation { getServerVersion { key } }",
            "subscription { getServerVersion { key } }", "{ ...F } fragment F on Query { getServerVersion { key } }",
            "{ ... on Query { listProbes(projectID: \"p\") { name } } }", "{ getServerVersion { key }", "{}", "",
            "query A { getServerVersion { key } } query B { listProbes(projectID: \"p\") { name } }",
            "{ getServerVersion { ...F } } fragment F on ServerVersionResponse { key }",
            "{ __schema { types { name } } }"})
    void somethingElseIsAskedFor(String document) {
        assertThat(DocumentRules.asksForTheVersionAlone(document)).isFalse();
    }

    @Test
    void onlyQueriesAskOnly() {
        assertThat(DocumentRules.onlyAsks("query A { a } query B { b } fragment F on Query { f }")).isTrue();
        assertThat(DocumentRules.onlyAsks("query A { a } mutation B { b }")).isFalse();
        assertThat(DocumentRules.onlyAsks("subscription { s }")).isFalse();
        assertThat(DocumentRules.onlyAsks("no document")).as("nothing of it is done").isTrue();
    }
}
