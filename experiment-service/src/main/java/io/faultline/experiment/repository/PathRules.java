package io.faultline.experiment.repository;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which paths are taken out of a repository, and put into one. Nothing is ever checked out, so that a path is but a name;
 * it is still held to what is harmless on every disk, because somebody may write it to one.
 */
public final class PathRules {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
    private static final int DEEPEST = 8;

    private PathRules() {}

    public static boolean isSafe(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length > DEEPEST) {
            return false;
        }
        for (String segment : segments) {
            if (!isSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    /** Of a folder or a file. */
    public static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches() && !name.endsWith(".")
                && !DEVICES.contains(name.toLowerCase(Locale.ROOT).replaceFirst("\\..*", ""));
    }

    /** Whether another path there is differs from it in capitals only: on some disks they are one file. */
    public static boolean collides(String path, Map<String, String> taken) {
        return taken.keySet().stream().anyMatch(each -> each.equalsIgnoreCase(path) && !each.equals(path));
    }
}
