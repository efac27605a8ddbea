package io.faultline.probe.compare;

import java.util.function.UnaryOperator;

import io.faultline.contracts.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one measured value. Holds it whole and unredacted: whoever shows it to people goes through
 * {@link #detail} and {@link #actual(UnaryOperator)}, which hide secrets before they shorten.
 */
public record Judgement(Outcome outcome, @Nullable String actual, @Nullable String expected, @Nullable String reason) {
    private static final int SHOWN = 200;

    public static Judgement held(String actual) {
        return new Judgement(Outcome.HELD, actual, null, null);
    }

    public static Judgement broken(String actual, String expected) {
        return new Judgement(Outcome.BROKEN, actual, expected, null);
    }

    /** Broken without a value: refused, timed out. */
    public static Judgement failed(String reason) {
        return new Judgement(Outcome.BROKEN, null, null, reason);
    }

    public static Judgement unmeasurable(String reason) {
        return new Judgement(Outcome.UNMEASURABLE, null, null, reason);
    }

    /** The same, with what helps to understand it. */
    public Judgement because(String why) {
        return why.isBlank() ? this : new Judgement(outcome, actual, expected, why);
    }

    public boolean held() {
        return outcome == Outcome.HELD;
    }

    public @Nullable String actual(UnaryOperator<String> hide) {
        return actual == null ? null : shortened(hide.apply(actual));
    }

    /** Why it did not hold, for people: <code>Actual value: 503. Expected value: == 200</code>. */
    public @Nullable String detail(UnaryOperator<String> hide) {
        String why = reason == null ? null : shortened(hide.apply(reason));
        if (actual == null || expected == null) {
            return why;
        }
        String compared = "Actual value: %s. Expected value: %s".formatted(shortened(hide.apply(actual)),
                shortened(hide.apply(expected)));
        return why == null ? compared : compared + " (" + why + ")";
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
    }
}
