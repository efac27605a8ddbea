package io.faultline.http;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a long list, by keyset: the next page starts after the last item of this one, however many were added or
 * deleted meanwhile.
 *
 * @param next cursor for <code>?after=</code>; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    /** The number of items to ask for: one more than the page, which tells whether there is a next one. */
    public static int probe(int limit) {
        return limit(limit) + 1;
    }

    public static int limit(int asked) {
        return asked <= 0 ? DEFAULT_LIMIT : Math.min(asked, MAX_LIMIT);
    }

    /**
     * Cuts what a query for {@link #probe} items found to a page.
     *
     * @param cursor names an item's place in the order of the list
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        int size = limit(limit);
        if (found.size() <= size) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> items = List.copyOf(found.subList(0, size));
        return new Page<>(items, cursor.apply(items.getLast()));
    }
}
