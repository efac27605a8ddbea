package io.faultline.contracts.complaint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Collects what is wrong while walking down an experiment; knows the place it stands at. */
public record Complaints(String pointer, List<Complaint> found) {
    public static Complaints collect() {
        return new Complaints("", new ArrayList<>());
    }

    /** The same collection, one field or index further down. */
    public Complaints at(Object step) {
        return new Complaints(pointer + "/" + step, found);
    }

    public void add(String message) {
        found.add(new Complaint(pointer, message));
    }

    public void unless(boolean right, String message) {
        if (!right) {
            add(message);
        }
    }

    public void required(@Nullable Object value, String field) {
        boolean missing = value == null || value instanceof String text && text.isBlank();
        unless(!missing, "'%s' is required".formatted(field));
    }

    public void within(int value, int lowest, int highest, String field) {
        at(field).unless(value >= lowest && value <= highest,
                "must be between %d and %d, but is %d".formatted(lowest, highest, value));
    }

    public void notNegative(Duration value, String field) {
        at(field).unless(!value.isNegative(), "must not be negative");
    }

    public <T> void each(List<T> items, BiConsumer<T, Complaints> check) {
        for (int i = 0; i < items.size(); i++) {
            check.accept(items.get(i), at(i));
        }
    }

    public <T> void uniqueNames(List<T> items, Function<T, String> name, String what) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            unless(seen.add(name.apply(item)), "%s name '%s' is used twice; names must be unique".formatted(what,
                    name.apply(item)));
        }
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidExperiment(found);
        }
    }
}
