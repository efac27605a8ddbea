package io.faultline.logstream.tail;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was kept, by feed: the id of a run, or {@link #ALL}. */
public interface Archive {
    /** The feed of all runs together. */
    String ALL = "*";

    /**
     * What follows this place in the feed, in order.
     *
     * @param types only these; all when empty
     */
    List<Kept> after(String feed, long last, int limit, Set<String> types);

    /** The highest place in each of these feeds; none for those that are empty. */
    Map<String, Long> newest(Set<String> feeds);

    /** Whether the run of this feed is over. */
    boolean completed(String feed);
}
