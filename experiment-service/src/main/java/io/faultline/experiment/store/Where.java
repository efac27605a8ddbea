package io.faultline.experiment.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import io.faultline.experiment.workflow.PhaseFilter;
import org.jspecify.annotations.Nullable;

/** Conditions that are put together as they are asked for, each with its value. */
final class Where {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    Where(String first, Object value) {
        sql = new StringBuilder(" where ").append(first);
        values.add(value);
    }

    /** Only if there is a value. */
    Where and(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            values.add(value);
        }
        return this;
    }

    Where and(String condition) {
        sql.append(" and ").append(condition);
        return this;
    }

    <T> Where anyOf(String column, @Nullable Collection<T> wanted, Function<T, UUID> id) {
        return and(column + " = any (?)", wanted == null ? null : wanted.stream().map(id).toArray(UUID[]::new));
    }

    Where anyOf(String column, @Nullable Collection<String> wanted) {
        return and(column + " = any (?)", wanted == null ? null : wanted.toArray(String[]::new));
    }

    /** Why a run was stopped stands among its facts. */
    Where in(String phase, String facts, @Nullable PhaseFilter wanted) {
        return wanted == null
                ? this
                : anyOf(phase, wanted.phases().stream().map(Enum::name).toList()).and(
                        "(%s <> 'ERROR' or (%s #>> '{io.faultline.run-settled.v1/,cause}' is not distinct from 'deadline') = ?)"
                                .formatted(phase, facts),
                        wanted.timedOut());
    }

    String sql() {
        return sql.toString();
    }

    Object[] values(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
