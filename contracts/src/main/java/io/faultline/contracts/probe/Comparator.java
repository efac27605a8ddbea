package io.faultline.contracts.probe;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted of one measured value: Litmus' comparator. A bare number in JSON means <code>==</code>, a bare text
 * <code>equal</code>.
 */
public record Comparator(
        @JsonProperty(required = true) @JsonPropertyDescription("How both sides are read: int, float or string.") Type type,
        @JsonProperty(required = true) @JsonPropertyDescription("int, float: == != < <= > >= oneOf between; string: equal notEqual contains notContains matches notMatches oneOf.") String criteria,
        @JsonProperty(required = true) @JsonPropertyDescription("The value compared with; oneOf and between take a comma-separated list.") String value) {
    /** How a value is read before it is compared. */
    public enum Type {
        @JsonProperty("int")
        INT, @JsonProperty("float")
        FLOAT, @JsonProperty("string")
        STRING
    }

    private static final Set<String> NUMERIC = Set.of("==", "!=", "<", "<=", ">", ">=", "oneof", "between");
    private static final Set<String> TEXTUAL = Set.of("equal", "notequal", "contains", "notcontains", "matches",
            "notmatches", "oneof");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Comparator number(int value) {
        return new Comparator(Type.INT, "==", Integer.toString(value));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Comparator text(String value) {
        return new Comparator(Type.STRING, "equal", value);
    }

    static void checkEach(Complaints complaints, String firstName, @Nullable Comparator first, String secondName,
            @Nullable Comparator second) {
        if (first != null) {
            first.check(complaints.at(firstName));
        }
        if (second != null) {
            second.check(complaints.at(secondName));
        }
    }

    private void check(Complaints complaints) {
        complaints.required(type, "type");
        complaints.required(criteria, "criteria");
        complaints.unless(value != null, "'value' is required");
        if (type != null && criteria != null) {
            Set<String> known = type == Type.STRING ? TEXTUAL : NUMERIC;
            complaints.at("criteria").unless(known.contains(criteria.toLowerCase(java.util.Locale.ROOT)),
                    "'%s' is not supported for %s".formatted(criteria, type.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    @Override
    public String toString() {
        return criteria + " " + value;
    }
}
