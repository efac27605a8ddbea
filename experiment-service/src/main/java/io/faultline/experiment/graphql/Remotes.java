package io.faultline.experiment.graphql;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Secret;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** How Litmus' clients say where a repository is, and how it is entered. */
final class Remotes {
    private static final String NO_SSH = "SSH is refused: this server does not speak it, and so makes no keys either. Give the https address and a token (authType: TOKEN)";

    private Remotes() {}

    static Problem noSsh() {
        return new Problem(ProblemType.INVALID_REQUEST, NO_SSH);
    }

    static Remote remote(String url, String branch, String authType, @Nullable String user) {
        if (authType.equals("SSH")) {
            throw noSsh();
        }
        return new Remote(url, branch, Entry.valueOf(authType), user);
    }

    static @Nullable Secret secret(String authType, @Nullable String token, @Nullable String password) {
        String given = authType.equals("TOKEN") ? token : authType.equals("BASIC") ? password : null;
        return given == null || given.isBlank() ? null : new Secret(given);
    }

    static void refuse(Complaints complaints) {
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, complaints.found().getFirst().toString(),
                    complaints.found());
        }
    }
}
