package io.faultline.experiment.graphql;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.workflow.Paging;
import org.jspecify.annotations.Nullable;

/** How lists are asked for. */
final class Listing {
    private Listing() {}

    record Pagination(int page, int limit) {}

    /** Litmus 3.x says ascending, 2.x descending. */
    record Sort(@Nullable String field, @Nullable Boolean ascending, @Nullable Boolean descending) {
        boolean isAscending() {
            return ascending == null ? Boolean.FALSE.equals(descending) : ascending;
        }
    }

    /** Newest first unless something else is asked for. */
    static Paging paging(@Nullable Pagination pagination, @Nullable Sort sort) {
        return new Paging(pagination == null ? 0 : pagination.page(), pagination == null ? 0 : pagination.limit(),
                sort != null && "NAME".equals(sort.field()), sort != null && sort.isAscending());
    }

    /** A page of what is held in memory; all of it unless a page is asked for. */
    static <T> List<T> page(List<T> all, @Nullable Pagination pagination) {
        if (pagination == null) {
            return all;
        }
        Paging paging = paging(pagination, null);
        return all.stream().skip(paging.offset()).limit(paging.limit()).toList();
    }

    static <T> List<Kept<T>> sorted(List<Kept<T>> all, @Nullable Sort sort, Function<T, String> name) {
        Comparator<Kept<T>> order = sort != null && "NAME".equals(sort.field())
                ? Comparator.comparing(each -> name.apply(each.content()))
                : Comparator.comparing(Kept::createdAt);
        return all.stream().sorted(sort != null && sort.isAscending() ? order : order.reversed()).toList();
    }

    /** Whether a text holds what is looked for; anything does if nothing is. */
    static boolean holds(@Nullable String text, @Nullable String part) {
        return part == null || part.isEmpty() || text != null && text.contains(part);
    }

    static boolean isAmong(@Nullable List<String> wanted, String name) {
        return wanted == null || wanted.isEmpty() || wanted.contains(name);
    }
}
