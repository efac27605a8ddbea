package io.faultline.experiment.repository;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a server's key is written: its type and the key itself, without the names and comments tools put around them. */
final class HostKeyRules {
    private static final String KEY = "(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/]{40,2000}={0,2}";
    private static final Pattern LINE = Pattern.compile("(?:\\S+ )?(%s)(?: .*)?".formatted(KEY));

    private HostKeyRules() {}

    static String plain(String text) {
        Matcher line = LINE.matcher(text.strip());
        return line.matches() ? line.group(1) : text.strip();
    }

    static boolean isKey(String text) {
        return text.matches(KEY);
    }
}
