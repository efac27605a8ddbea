package io.faultline.experiment.git;

import java.util.Locale;

import io.faultline.experiment.repository.Secret;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.jspecify.annotations.Nullable;

/** Why a repository could not be used, in our own words where they are known; what its server says is cut, and holds no secret. */
final class Troubles {
    private static final int LONGEST = 300;

    private Troubles() {}

    static String why(Throwable trouble, @Nullable Secret secret) {
        Throwable deepest = trouble;
        for (Throwable each = trouble; each != null; each = each.getCause()) {
            if (each instanceof Egress.NotAllowed allowed) {
                return String.valueOf(allowed.getMessage());
            }
            if (each instanceof TooLargeObjectInPackException || each instanceof TooLargePackException) {
                return "it is too large: a file in it is larger than this server takes";
            }
            if (each instanceof org.eclipse.jgit.errors.NoRemoteRepositoryException) {
                return "its server knows no repository there, or does not let this one in";
            }
            deepest = each;
        }
        return inWords(String.valueOf(trouble.getMessage()), String.valueOf(deepest.getMessage()), secret);
    }

    private static String inWords(String said, String deepest, @Nullable Secret secret) {
        String all = (said + " " + deepest).toLowerCase(Locale.ROOT);
        if (all.contains("not authorized") || all.contains("authentication") || all.contains("not permitted")) {
            return "its server does not let this one in: look at the user and the secret";
        }
        if (all.contains("does not have refs/heads/") || all.contains("nothing to fetch")) {
            return "it has no such branch";
        }
        if (all.contains("redirect")) {
            return "its server sends elsewhere; give the address it sends to";
        }
        String shown = deepest.replaceAll("\\p{Cntrl}+", " ").strip();
        if (secret != null && !secret.value().isEmpty()) {
            shown = shown.replace(secret.value(), "***");
        }
        return "it could not be used: " + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown);
    }
}
