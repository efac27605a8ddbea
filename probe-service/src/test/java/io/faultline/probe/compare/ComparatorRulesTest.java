package io.faultline.probe.compare;

import java.time.Duration;

import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Comparator.Type;
import io.faultline.contracts.probe.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ComparatorRulesTest {
    @ParameterizedTest(name = "{0} {2} {1} {3}: {4}")
    @CsvSource(delimiter = '|', value = {"INT|==|200|200|HELD", "INT|==|200|503|BROKEN", "INT|==|200|+200|HELD",
            "INT|!=|200|503|HELD", "INT|!=|200|200|BROKEN", "INT|<|400|399|HELD", "INT|<|400|400|BROKEN",
            "INT|<=|400|400|HELD", "INT|<=|400|401|BROKEN", "INT|>|5|6|HELD", "INT|>|5|5|BROKEN", "INT|>=|5|5|HELD",
            "INT|>=|5|4|BROKEN", "INT|oneOf|200|200|HELD", "INT|OneOf|200, 202 ,204|202|HELD",
            "INT|oneOf|[200,202]|202|HELD", "INT|oneOf|200,202|503|BROKEN", "INT|between|200,299|200|HELD",
            "INT|Between|200 , 299|299|HELD", "INT|between|200,299|300|BROKEN", "FLOAT|==|0.10|0.1|HELD",
            "FLOAT|==|0|-0.0|HELD", "FLOAT|<|0.5|1e-3|HELD", "FLOAT|<|0.5|.5|BROKEN", "FLOAT|>=|1|+Inf|HELD",
            "FLOAT|between|0.1,0.2|0.2|HELD", "FLOAT|oneOf|0.5|0.50|HELD", "FLOAT|>|-1.5|-1|HELD",
            "STRING|equal|a,b|a,b|HELD", "STRING|Equal|a|A|BROKEN", "STRING|notEqual|a|b|HELD",
            "STRING|NotEqual|a|a|BROKEN", "STRING|contains|a,b|xa,bx|HELD", "STRING|Contains|a,b|x|BROKEN",
            "STRING|notContains|a|xyz|HELD", "STRING|notContains|y|xyz|BROKEN", "STRING|matches|\\d{1,3}|ab12|HELD",
            "STRING|matches|\\d{1,3}|none|BROKEN", "STRING|matches|^ok$|not ok|BROKEN",
            "STRING|notMatches|^ok$|not ok|HELD", "STRING|NotMatches|ok|not ok|BROKEN",
            "STRING|oneOf|up , warming|warming|HELD", "STRING|oneOf|up|up|HELD", "STRING|OneOf|up,warming|down|BROKEN"})
    void judgesEveryCriterion(Type type, String criteria, String value, String actual, Outcome outcome) {
        assertThat(ComparatorRules.judge(new Comparator(type, criteria, value), actual).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1} {2} of {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"INT|==|200|abc|'abc' is no whole number",
            "INT|==|200|1.0|'1.0' is no whole number", "INT|>|1,2|5|'1,2' is no whole number",
            "INT|oneOf|1,x|2|'x' is no whole number", "FLOAT|<|1|NaN|'NaN' is no number",
            "FLOAT|<|1|0x10|'0x10' is no number", "FLOAT|<|1||'' is no number",
            "INT|between|5,1|3|between needs two numbers, the lower one first, like 1,5",
            "INT|between|5|3|between needs two numbers, the lower one first, like 1,5",
            "INT|contains|5|5|criteria 'contains' is not supported for int",
            "STRING|==|a|a|criteria '==' is not supported for string",
            "STRING|matches|(|a|'(' is no regular expression: missing closing )"})
    void cannotMeasureWhatCannotBeRead(Type type, String criteria, String value, String actual, String why) {
        Judgement judgement = ComparatorRules.judge(new Comparator(type, criteria, unquoted(value)),
                unquoted(actual));

        assertThat(judgement.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(judgement.reason()).isEqualTo(why);
    }

    @Test
    void saysWhatWasMeasuredAndWhatWasExpected() {
        Judgement judgement = ComparatorRules.judge(Comparator.number(200), "503");

        assertThat(judgement.detail(text -> text)).isEqualTo("Actual value: 503. Expected value: == 200");
    }

    @Test
    void hidesBeforeItShortens() {
        String atTheEdge = "x".repeat(195) + "s3cret-value";

        Judgement judgement = ComparatorRules.judge(Comparator.text("ok"), atTheEdge);

        assertThat(judgement.detail(text -> text.replace("s3cret-value", "***"))).doesNotContain("s3");
        assertThat(judgement.actual(text -> text.replace("s3cret-value", "***"))).doesNotContain("s3");
    }

    @Test
    void staysFastOnPatternsThatExplodeElsewhere() {
        String text = "a".repeat(50_000) + "!";

        Judgement judgement = assertTimeoutPreemptively(Duration.ofSeconds(5),
                () -> ComparatorRules.judge(new Comparator(Type.STRING, "matches", "^(a+)+$"), text));

        assertThat(judgement.outcome()).isEqualTo(Outcome.BROKEN);
    }

    private static String unquoted(String value) {
        return value == null ? "" : value;
    }
}
