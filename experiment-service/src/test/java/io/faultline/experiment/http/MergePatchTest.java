package io.faultline.experiment.http;

import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class MergePatchTest {
    /** The examples of RFC 7396, appendix A, and what an infrastructure is changed by. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                                                  {"a":"b"}         | {"a":"c"}                  | {"a":"c"}
                                                                  {"a":"b"}         | {"b":"c"}                  | {"a":"b","b":"c"}
                                                                  {"a":"b"}         | {"a":null}                 | {}
                                                                  {"a":"b","b":"c"} | {"a":null}                 | {"b":"c"}
                                                                  {"a":["b"]}       | {"a":"c"}                  | {"a":"c"}
                                                                  {"a":"c"}         | {"a":["b"]}                | {"a":["b"]}
                                                                  {"a":{"b":"c"}}   | {"a":{"b":"d","c":null}}   | {"a":{"b":"d"}}
                                                                  {"a":[{"b":"c"}]} | {"a":[1]}                  | {"a":[1]}
                                                                  ["a","b"]         | ["c","d"]                  | ["c","d"]
                                                                  {"a":"b"}         | ["c"]                      | ["c"]
                                                                  {"a":"foo"}       | null                       | null
                                                                  {"a":"foo"}       | "bar"                      | "bar"
                                                                  {"e":null}        | {"a":1}                    | {"e":null,"a":1}
                                                                  [1,2]             | {"a":"b","c":null}         | {"a":"b"}
                                                                  {}                | {"a":{"bb":{"ccc":null}}}  | {"a":{"bb":{}}}
                                                                  {"nodeSelector":{"zone":"a","disk":"ssd"}} | {"nodeSelector":{"zone":"b"}} | {"nodeSelector":{"zone":"b","disk":"ssd"}}
                                                                  """)
    void changesAsTheStandardSays(String target, String patch, String result) {
        JsonNode former = tree(target);
        assertThat(new MergePatch(tree(patch)).onto(former)).isEqualTo(tree(result));
        assertThat(former).as("is left as it was").isEqualTo(tree(target));
    }

    private static JsonNode tree(String json) {
        return Wire.mapper().readTree(json);
    }
}
