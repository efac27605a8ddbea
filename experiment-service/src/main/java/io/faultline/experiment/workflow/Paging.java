package io.faultline.experiment.workflow;

/**
 * Which part of a list is asked for.
 *
 * @param page counted from 0
 * @param byName by name instead of by time
 */
public record Paging(int page, int limit, boolean byName, boolean ascending) {
    public static final int USUAL = 15;
    private static final int MOST = 500;

    public Paging {
        page = Math.max(0, page);
        limit = limit <= 0 ? USUAL : Math.min(limit, MOST);
    }

    public long offset() {
        return (long) page * limit;
    }
}
