package io.faultline.cli.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What standard output is: a terminal that can be redrawn, or a pipe or file that only takes more lines.
 *
 * @param size asked again for each frame, for windows change
 */
public record Terminal(boolean interactive, boolean colour, boolean unicode, ZoneId zone, Supplier<Size> size) {

    public static Terminal detect(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean terminal = isTerminal() && !dumb;
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(terminal && !plain, terminal && !plain, isUnicode(environment), ZoneId.systemDefault(),
                () -> Size.of(environment));
    }

    public Look look() {
        Size now = size.get();
        return new Look(Math.max(40, now.columns()), colour, unicode, zone);
    }

    static boolean isUnicode(Map<String, String> environment) {
        for (String name : new String[]{"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return System.getProperty("native.encoding", "").equalsIgnoreCase("UTF-8");
    }

    /** Whether standard output itself is a terminal; System.console() would ask that standard input is one too. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return System.console() != null;
        }
    }
}
