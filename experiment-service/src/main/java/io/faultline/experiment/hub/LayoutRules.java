package io.faultline.experiment.hub;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.experiment.repository.PathRules;

/** What lies where in a hub: <code>faults/CATEGORY/FAULT/</code> and <code>experiments/NAME/</code>, each with a chart. */
public final class LayoutRules {
    private static final Pattern WANTED = Pattern
            .compile("(?:faults/[^/]+/(?:[^/]+/)?|experiments/[^/]+/)[^/]+\\.ya?ml");
    private static final Pattern FOLDER = Pattern.compile("(faults/([^/]+)/([^/]+)|experiments/([^/]+))/([^/]+)");
    private static final Pattern CHART = Pattern.compile("faults/([^/]+)/\\1\\.chartserviceversion\\.ya?ml");

    private LayoutRules() {}

    /** Whether a file of this path is taken into a hub. */
    public static boolean isWanted(String path) {
        return WANTED.matcher(path).matches();
    }

    /** What there is to start from, by path. */
    public static List<Template> templates(Map<String, String> files) {
        Map<String, Map<String, String>> folders = new TreeMap<>();
        files.forEach((path, text) -> {
            Matcher matcher = FOLDER.matcher(path);
            if (matcher.matches() && PathRules.isSafe(path)) {
                folders.computeIfAbsent(matcher.group(1), _ -> new TreeMap<>()).put(matcher.group(5), text);
            }
        });
        return folders.entrySet().stream().map(each -> template(each.getKey(), each.getValue()))
                .filter(each -> each.text().isPresent()).toList();
    }

    private static Template template(String folder, Map<String, String> files) {
        String[] segments = folder.split("/", -1);
        return segments[0].equals("faults")
                ? new Template(folder, Template.Kind.FAULT, segments[1], segments[2], files)
                : new Template(folder, Template.Kind.EXPERIMENT, "", segments[1], files);
    }

    /** The charts of categories, by category. */
    public static Map<String, String> charts(Map<String, String> files) {
        Map<String, String> charts = new TreeMap<>();
        files.forEach((path, text) -> {
            Matcher matcher = CHART.matcher(path);
            if (matcher.matches()) {
                charts.put(matcher.group(1), text);
            }
        });
        return charts;
    }
}
