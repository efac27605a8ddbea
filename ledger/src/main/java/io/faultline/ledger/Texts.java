package io.faultline.ledger;

import org.jspecify.annotations.Nullable;

/** Values shortened for people. */
final class Texts {
    private static final int AROUND = 60;

    private Texts() {}

    /** The value from a little before where it begins to differ from the other. */
    static String brief(@Nullable Object value, @Nullable Object other) {
        String text = String.valueOf(value);
        int differs = firstDifference(text, String.valueOf(other));
        int from = Math.max(0, differs - AROUND);
        int to = Math.min(text.length(), differs + AROUND);
        return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
    }

    private static int firstDifference(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int at = 0;
        while (at < shorter && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
