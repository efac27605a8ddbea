package io.faultline.probe.compare;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.re2j.PatternSyntaxException;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Outcome;

/**
 * Judges a value by a comparator. Only <code>oneOf</code> and <code>between</code> take their value as a list, what is no
 * number cannot be compared (rather than being 0), and patterns are RE2, so that no text makes them slow.
 */
public final class ComparatorRules {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");
    private static final Pattern DECIMAL = Pattern
            .compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,4})?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?[iI]nf(inity)?");

    private ComparatorRules() {}

    /** A side of the comparison cannot be read as what it should be. */
    private static final class Unreadable extends RuntimeException {
        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    public static Judgement judge(Comparator comparator, String actual) {
        try {
            boolean accepted = switch (comparator.type()) {
                case INT -> number(comparator, actual, ComparatorRules::integer);
                case FLOAT -> number(comparator, actual, ComparatorRules::decimal);
                case STRING -> text(comparator, actual);
            };
            return accepted ? Judgement.held(actual) : Judgement.broken(actual, comparator.toString());
        } catch (Unreadable e) {
            return new Judgement(Outcome.UNMEASURABLE, actual, comparator.toString(),
                    e.reason);
        }
    }

    private static <N extends Comparable<N>> boolean number(Comparator comparator, String actual,
            Function<String, N> read) {
        N value = read.apply(actual);
        return switch (criteria(comparator)) {
            case "oneof" -> list(comparator).map(read).anyMatch(each -> each.compareTo(value) == 0);
            case "between" -> between(value, list(comparator).map(read).toList());
            case "==" -> value.compareTo(read.apply(comparator.value())) == 0;
            case "!=" -> value.compareTo(read.apply(comparator.value())) != 0;
            case "<" -> value.compareTo(read.apply(comparator.value())) < 0;
            case "<=" -> value.compareTo(read.apply(comparator.value())) <= 0;
            case ">" -> value.compareTo(read.apply(comparator.value())) > 0;
            case ">=" -> value.compareTo(read.apply(comparator.value())) >= 0;
            default -> throw unsupported(comparator);
        };
    }

    private static boolean text(Comparator comparator, String actual) {
        String value = comparator.value();
        return switch (criteria(comparator)) {
            case "equal" -> actual.equals(value);
            case "notequal" -> !actual.equals(value);
            case "contains" -> actual.contains(value);
            case "notcontains" -> !actual.contains(value);
            case "matches" -> found(value, actual);
            case "notmatches" -> !found(value, actual);
            case "oneof" -> list(comparator).anyMatch(actual::equals);
            default -> throw unsupported(comparator);
        };
    }

    private static <N extends Comparable<N>> boolean between(N value, List<N> bounds) {
        if (bounds.size() != 2 || bounds.getFirst().compareTo(bounds.getLast()) > 0) {
            throw new Unreadable("between needs two numbers, the lower one first, like 1,5");
        }
        return value.compareTo(bounds.getFirst()) >= 0 && value.compareTo(bounds.getLast()) <= 0;
    }

    private static boolean found(String pattern, String actual) {
        try {
            return com.google.re2j.Pattern.compile(pattern).matcher(actual).find();
        } catch (PatternSyntaxException e) {
            throw new Unreadable("'%s' is no regular expression: %s".formatted(pattern, e.getDescription()));
        }
    }

    private static Stream<String> list(Comparator comparator) {
        String value = comparator.value().strip();
        boolean bracketed = value.startsWith("[") && value.endsWith("]");
        String inner = bracketed ? value.substring(1, value.length() - 1) : value;
        return Stream.of(inner.split(",", -1)).map(String::strip);
    }

    private static BigInteger integer(String text) {
        String stripped = text.strip();
        if (!INTEGER.matcher(stripped).matches()) {
            throw new Unreadable("'%s' is no whole number".formatted(text));
        }
        return new BigInteger(stripped);
    }

    private static Double decimal(String text) {
        String stripped = text.strip();
        if (INFINITE.matcher(stripped).matches()) {
            return stripped.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!DECIMAL.matcher(stripped).matches()) {
            throw new Unreadable("'%s' is no number".formatted(text));
        }
        return Double.parseDouble(stripped) + 0.0;
    }

    private static String criteria(Comparator comparator) {
        return comparator.criteria().strip().toLowerCase(Locale.ROOT);
    }

    private static Unreadable unsupported(Comparator comparator) {
        return new Unreadable("criteria '%s' is not supported for %s".formatted(comparator.criteria(),
                comparator.type().name().toLowerCase(Locale.ROOT)));
    }
}
