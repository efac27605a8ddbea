package io.faultline.formats.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
public final class Spelling {
    private Spelling() {}

    public static @Nullable String nearest(String word, Collection<String> known) {
        int bound = Math.max(1, Math.min(3, word.length() / 3));
        return known.stream().filter(candidate -> distance(word, candidate) <= bound)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Letters added, left out, replaced or swapped with their neighbour; case and separators do not count. */
    public static int distance(String one, String other) {
        String a = folded(one);
        String b = folded(other);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static String folded(String word) {
        String start = word.substring(0, Math.min(word.length(), 100));
        return start.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }
}
