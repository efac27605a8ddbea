package io.faultline.experiment.http;

import java.util.List;

import io.faultline.experiment.hub.HubSpec;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Form;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hub as it is sent.
 *
 * @param secret a password, token or private key: kept sealed, and never shown again
 * @param sync false to keep it without taking it in yet
 */
record SentHub(String name, @Nullable String description, @Nullable List<String> tags, String url,
        @Schema(description = "main by default.") @Nullable String branch,
        @Schema(description = "NONE by default.") @Nullable Entry auth, @Nullable String user,
        @Schema(description = "The password (BASIC), token (TOKEN) or private key (SSH); without one the one there is stays.") @Nullable String secret,
        @Schema(description = "The key its server has to show (SSH); else it is the one it shows first.") @Nullable String hostKey,
        @Schema(description = "The address is that of a zip file.") @Nullable Boolean zip,
        @Schema(description = "Take it in at once, and refuse it if that fails; true by default.") @Nullable Boolean sync) {
    HubSpec spec() {
        return new HubSpec(name, description, tags == null ? List.of() : tags, SentRemote.of(url, branch, auth, user,
                hostKey, Boolean.TRUE.equals(zip) ? Form.ZIP : Form.GIT));
    }

    @Nullable
    Secret given() {
        return SentRemote.secret(auth, secret);
    }

    @Override
    public String toString() {
        return "SentHub[%s]".formatted(name);
    }

    /** What all say who say where a repository is. */
    static final class SentRemote {
        private SentRemote() {}

        static Remote of(@Nullable String url, @Nullable String branch, @Nullable Entry auth, @Nullable String user,
                @Nullable String hostKey, Form form) {
            return new Remote(url == null ? "" : url, branch == null ? "" : branch, auth == null ? Entry.NONE : auth,
                    user, hostKey, form);
        }

        static @Nullable Secret secret(@Nullable Entry auth, @Nullable String given) {
            return given == null || given.isBlank() || auth == null || auth == Entry.NONE ? null : new Secret(given);
        }
    }
}
