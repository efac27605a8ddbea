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
    private Remotes() {}

    static Remote remote(String url, String branch, String authType, @Nullable String user) {
        return new Remote(url, branch, Entry.valueOf(authType), user);
    }

    static @Nullable Secret secret(String authType, @Nullable String token, @Nullable String password,
            @Nullable String sshPrivateKey) {
        String given = switch (Entry.valueOf(authType)) {
            case NONE -> null;
            case BASIC -> password;
            case TOKEN -> token;
            case SSH -> sshPrivateKey;
        };
        return given == null || given.isBlank() ? null : new Secret(given);
    }

    static void refuse(Complaints complaints) {
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, complaints.found().getFirst().toString(),
                    complaints.found());
        }
    }
}
