package io.faultline.injector.fault.process;

import java.util.regex.Pattern;

/**
 * A process as the machine knows it.
 *
 * @param startedAt the tick it started at: with the pid it names one process for ever, though pids are used again
 * @param stopped whether it is frozen
 */
public record OsProcess(long pid, long startedAt, String commandLine, boolean stopped) {
    private static final int SHOWN = 120;
    private static final String HIDDEN = "***";
    private static final Pattern SECRET = Pattern
            .compile("(?i)passw|pwd|secret|token|credential|requirepass|key");
    private static final Pattern LOGIN = Pattern.compile("://[^\\s/@]+@");

    /** Its command line, short enough for a line, and without what looks like a secret: it becomes part of facts. */
    public String shown() {
        StringBuilder safe = new StringBuilder();
        boolean named = false;
        for (String word : commandLine.split("\\s+")) {
            boolean hidden = named && !word.startsWith("-");
            safe.append(safe.isEmpty() ? "" : " ").append(hidden ? HIDDEN : withoutGiven(word));
            named = word.startsWith("-") && word.indexOf('=') < 0 && SECRET.matcher(word).find();
        }
        String shown = LOGIN.matcher(safe).replaceAll("://***@");
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN - 3) + "...";
    }

    /** One look at each letter, for class paths are words of many thousand. */
    private static String withoutGiven(String word) {
        int from = 0;
        for (int equals = word.indexOf('='); equals >= 0; equals = word.indexOf('=', from)) {
            if (equals + 1 < word.length() && SECRET.matcher(word).region(from, equals).find()) {
                return word.substring(0, equals + 1) + HIDDEN;
            }
            from = equals + 1;
        }
        return word;
    }
}
