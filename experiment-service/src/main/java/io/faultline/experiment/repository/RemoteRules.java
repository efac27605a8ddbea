package io.faultline.experiment.repository;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Which addresses of repositories are taken. What is wrong with one is said without it: there may be a secret in it. */
final class RemoteRules {
    private static final int LONGEST = 2_000;
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}");
    private static final Pattern BY_SSH = Pattern.compile("(?i)ssh://.*|git\\+ssh://.*|[^/:@]+@[^/:]+:.*");

    private RemoteRules() {}

    /** What is wrong with it; nothing if it is taken. */
    static @Nullable String wrong(String url, boolean files) {
        if (url.length() > LONGEST || !isPrintable(url)) {
            return "must be at most %d printable characters".formatted(LONGEST);
        }
        if (BY_SSH.matcher(url).matches()) {
            return "this server does not speak SSH; give the https address and a token (TOKEN)";
        }
        URI uri = parsed(url);
        String scheme = uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri != null && scheme.equals("file")) {
            return files ? null : "only with FAULTLINE_REPOSITORIES_FILES=true may it be on the server's own disk";
        }
        if (uri == null || !scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            return "must be https://HOST/PATH or http://HOST/PATH";
        }
        if (uri.getRawUserInfo() != null) {
            return "must hold no user and no secret; they have fields of their own";
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
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
        URI uri = parsed(url);
        return uri == null
                ? url
                : "%s://%s:%d".formatted(uri.getScheme(), Objects.requireNonNullElse(uri.getHost(), ""), uri.getPort())
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
