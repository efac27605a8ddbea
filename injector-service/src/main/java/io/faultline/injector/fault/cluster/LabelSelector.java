package io.faultline.injector.fault.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.faultline.injector.fault.FaultRefused;

/**
 * A selector as kubectl takes it: <code>app=cart, tier in (web, api), !canary, replicas > 2</code>. All of it has to
 * hold; as in Kubernetes, what is asked not to have a value may as well be missing.
 *
 * @param text as it was written
 */
public record LabelSelector(String text, List<Requirement> requirements) {
    private static final String KEY = "[A-Za-z0-9][A-Za-z0-9_./-]*";
    private static final Pattern SET = Pattern.compile("(%s)\\s+(in|notin)\\s*\\(([^()]*)\\)".formatted(KEY));
    private static final Pattern COMPARED = Pattern.compile("(%s)\\s*(==|=|!=|>|<)\\s*([^\\s,()!=<>]*)".formatted(KEY));
    private static final Pattern PRESENT = Pattern.compile("(!?)\\s*(%s)".formatted(KEY));

    /** What is asked of one label. */
    public enum Operator {
        IN, NOT_IN, PRESENT, ABSENT, MORE, LESS
    }

    /** One part of a selector. */
    public record Requirement(String key, Operator operator, Set<String> values) {
        public Requirement {
            values = Set.copyOf(values);
        }

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case PRESENT -> value != null;
                case ABSENT -> value == null;
                case MORE -> value != null && number(value, Long.MIN_VALUE) > number(only(), Long.MAX_VALUE);
                case LESS -> value != null && number(value, Long.MAX_VALUE) < number(only(), Long.MIN_VALUE);
            };
        }

        private String only() {
            return values.iterator().next();
        }

        private static long number(String text, long otherwise) {
            return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
        }
    }

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Refuses what is no selector, saying where. */
    public static LabelSelector of(String text) throws FaultRefused {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : parts(text)) {
            requirements.add(requirement(part, text));
        }
        return new LabelSelector(text, requirements);
    }

    /** Commas between parentheses belong to a set of values. */
    private static List<String> parts(String text) {
        return Arrays.stream(text.split(",(?![^(]*\\))")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    }

    private static Requirement requirement(String part, String text) throws FaultRefused {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip)
                    .collect(Collectors.toSet());
            return new Requirement(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher compared = COMPARED.matcher(part);
        if (compared.matches()) {
            return new Requirement(compared.group(1), operator(compared.group(2)), Set.of(compared.group(3)));
        }
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            Operator operator = present.group(1).isEmpty() ? Operator.PRESENT : Operator.ABSENT;
            return new Requirement(present.group(2), operator, Set.of());
        }
        throw new FaultRefused(("'%s' in '%s' is no label selector; write app=cart, app!=cart, tier in (web, api),"
                + " tier notin (db), app or !app, separated by commas").formatted(part, text));
    }

    private static Operator operator(String sign) {
        return switch (sign) {
            case "!=" -> Operator.NOT_IN;
            case ">" -> Operator.MORE;
            case "<" -> Operator.LESS;
            default -> Operator.IN;
        };
    }

    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(each -> each.matches(labels));
    }
}
