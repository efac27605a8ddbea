package io.faultline.probe.compare;

import java.util.List;
import java.util.stream.Collectors;

import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Comparator.Type;
import io.faultline.contracts.probe.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ComparatorRulesPropertyTest {
    @Property
    boolean comparesIntegersAsIntegers(@ForAll long actual, @ForAll long value) {
        return holds(Type.INT, "<", value, actual) == actual < value
                && holds(Type.INT, "<=", value, actual) == actual <= value
                && holds(Type.INT, "==", value, actual) == (actual == value)
                && holds(Type.INT, "!=", value, actual) == (actual != value)
                && holds(Type.INT, ">", value, actual) == actual > value
                && holds(Type.INT, ">=", value, actual) == actual >= value;
    }

    @Property
    boolean comparesFloatsAsNumbers(@ForAll double actual, @ForAll double value) {
        return holds(Type.FLOAT, "<", value, actual) == actual < value
                && holds(Type.FLOAT, "==", value, actual) == (actual == value);
    }

    @Property
    void betweenIncludesBothEnds(@ForAll int low, @ForAll int high, @ForAll int actual) {
        int lower = Math.min(low, high);
        int upper = Math.max(low, high);

        assertThat(holds(Type.INT, "between", lower + "," + upper, actual))
                .isEqualTo(lower <= actual && actual <= upper);
        assertThat(holds(Type.INT, "between", lower + "," + upper, lower)).isTrue();
        assertThat(holds(Type.INT, "between", lower + "," + upper, upper)).isTrue();
    }

    @Property
    void oneOfIsMembershipHoweverLongTheList(@ForAll @Size(min = 1, max = 8) List<Integer> list, @ForAll int other) {
        String value = list.stream().map(String::valueOf).collect(Collectors.joining(" , "));

        assertThat(holds(Type.INT, "oneOf", value, list.getLast())).isTrue();
        assertThat(holds(Type.INT, "oneOf", value, other)).isEqualTo(list.contains(other));
    }

    @Property
    boolean aTextIsEqualToAndContainedInItselfWhateverItHolds(@ForAll String text, @ForAll String around) {
        return holds(Type.STRING, "equal", text, text) && !holds(Type.STRING, "notEqual", text, text)
                && holds(Type.STRING, "contains", text, around + text + around)
                && !holds(Type.STRING, "notContains", text, around + text);
    }

    private static boolean holds(Type type, String criteria, Object value, Object actual) {
        return ComparatorRules.judge(new Comparator(type, criteria, value.toString()), actual.toString())
                .outcome() == Outcome.HELD;
    }
}
