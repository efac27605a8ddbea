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
    private static final String SECRET = "[^\\s=]*(?:passw|pwd|secret|token|credential|requirepass|key)[^\\s=]*";
    /** Begins only where a word does: class paths are words of many thousand letters, and each would be a beginning. */
    private static final Pattern GIVEN = Pattern.compile("(?i)((?<![^\\s=])" + SECRET + "=)\\S+");
    private static final Pattern FOLLOWING = Pattern.compile("(?i)((?<!\\S)-" + SECRET + "\\s+)(?!-)\\S+");
    private static final Pattern LOGIN = Pattern.compile("://[^\\s/@]+@");

    /** Its command line, short enough for a line, and without what looks like a secret: it becomes part of facts. */
    public String shown() {
        String safe = GIVEN.matcher(commandLine).replaceAll("$1***");
        safe = FOLLOWING.matcher(safe).replaceAll("$1***");
        safe = LOGIN.matcher(safe).replaceAll("://***@");
        return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN - 3) + "...";
    }
}
