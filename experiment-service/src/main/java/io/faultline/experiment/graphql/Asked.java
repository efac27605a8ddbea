package io.faultline.experiment.graphql;

import java.util.Map;

import graphql.schema.DataFetchingEnvironment;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** What an operation is asked: its arguments, which the schema has checked. */
record Asked(DataFetchingEnvironment environment) {
    /**
     * The project as whoever asks calls it. There is one project in a house, so its name is not looked at, only given back.
     *
     * @param identifiers as Harness names a project; null when Litmus' projectID was given
     */
    record Project(String id, @Nullable Identifiers identifiers) {
        Identifiers named() {
            return identifiers == null ? new Identifiers("default", "default", id) : identifiers;
        }
    }

    /** How Harness names a project. */
    record Identifiers(String orgIdentifier, String accountIdentifier, String projectIdentifier) {}

    Project project() {
        Map<String, Object> harness = environment.getArgument("identifiers");
        if (harness != null) {
            Identifiers identifiers = Wire.mapper().convertValue(harness, Identifiers.class);
            return new Project(identifiers.projectIdentifier(), identifiers);
        }
        String id = maybe("projectID");
        if (id == null && environment.getArgument("request") instanceof Map<?, ?> request) {
            id = (String) request.get("projectID");
        }
        if (id == null) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Say which project is meant: identifiers or projectID.");
        }
        return new Project(id, null);
    }

    String text(String argument) {
        return given(maybe(argument), argument);
    }

    /** What one dialect has to say, though the schema of all of them lets it be left out. */
    static String given(@Nullable String text, String name) {
        if (text == null || text.isBlank()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "'%s' is missing.".formatted(name));
        }
        return text;
    }

    @Nullable
    String maybe(String argument) {
        Object value = environment.getArgument(argument);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    /** The address this request came by: where whoever asks reaches this house. */
    String origin() {
        String origin = environment.getGraphQlContext().get(HttpAnswers.ORIGIN);
        return origin == null ? "" : origin;
    }

    boolean flag(String argument) {
        return Boolean.TRUE.equals(environment.getArgument(argument));
    }

    /** Whether a field is asked for, of the answer or one step below. */
    boolean wants(String field) {
        return environment.getSelectionSet().containsAnyOf(field, "*/" + field);
    }

    /** An argument that is an object; an empty one where it may be left out. */
    <T> T object(String argument, Class<T> type) {
        Object given = environment.getArgument(argument);
        return Wire.mapper().convertValue(given == null ? Map.of() : given, type);
    }

    <T> T request(Class<T> type) {
        return object("request", type);
    }
}
