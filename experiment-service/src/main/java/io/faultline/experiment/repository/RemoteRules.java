package io.faultline.experiment.repository;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Which addresses of repositories are taken. What is wrong with one is said without it: there may be a secret in it. */
final class RemoteRules {
    private static final int LONGEST = 2_000;
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    /** As git writes addresses of SSH: <code>USER@HOST:PATH</code>. */
    private static final Pattern SHORT = Pattern.compile(USER + "@([A-Za-z0-9][A-Za-z0-9.-]*):[^:]+");
    private static final String BY_SSH = "is reached by SSH: say so (SSH) and send a private key, or give the https address and a token (TOKEN)";
    private static final String NO_SSH = "must be git@HOST:PATH or ssh://git@HOST/PATH, or be entered otherwise than by SSH";

    private RemoteRules() {}

    /** What is wrong with it; nothing if it is taken. */
    static @Nullable String wrong(String url, Entry entry, boolean files) {
        if (url.length() > LONGEST || !isPrintable(url)) {
            return "must be at most %d printable characters".formatted(LONGEST);
        }
        URI uri = parsed(url);
        String scheme = uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean named = SHORT.matcher(url).matches();
        if ((named || scheme.equals("ssh")) != (entry == Entry.SSH)) {
            return entry == Entry.SSH ? NO_SSH : BY_SSH;
        }
        if (named) {
            return null;
        }
        if (uri != null && scheme.equals("file")) {
            return files ? null : "only with FAULTLINE_REPOSITORIES_FILES=true may it be on the server's own disk";
        }
        if (uri == null || uri.getHost() == null || !scheme.matches("https?|ssh")) {
            return "must be https://HOST/PATH or http://HOST/PATH, or git@HOST:PATH to be entered by SSH";
        }
        if (uri.getRawUserInfo() != null && !(entry == Entry.SSH && USER.matcher(uri.getRawUserInfo()).matches())) {
            return "must hold no user and no secret; they have fields of their own";
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || entry == Entry.SSH
                && uri.getPath().length() < 2) {
            return "must end with its path, without ? and #";
        }
        return null;
    }

    static boolean isBranch(String name) {
        return BRANCH.matcher(name).matches() && !name.contains("..") && !name.contains("//") && !name.endsWith("/")
                && !name.endsWith(".") && !name.endsWith(".lock") && !name.contains("/.");
    }

    static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Scheme, host and port. */
    static String server(String url) {
        Matcher named = SHORT.matcher(url);
        URI uri = parsed(named.matches() ? "ssh://%s/".formatted(named.group(1)) : url);
        if (uri == null) {
            return url;
        }
        int port = uri.getPort() < 0 && "ssh".equalsIgnoreCase(uri.getScheme()) ? 22 : uri.getPort();
        return "%s://%s:%d".formatted(uri.getScheme(), Objects.requireNonNullElse(uri.getHost(), ""), port)
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
