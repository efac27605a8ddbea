package io.faultline.experiment.repository;

import java.util.Objects;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a repository elsewhere, or a zip file there.
 *
 * @param url http or https; ssh, or as <code>git@host:path</code>, if it is entered by SSH
 * @param user whose secret it is entered with, if it is entered with one
 * @param hostKey the key its server has to show (SSH); null until one was seen, which is the one from then on
 */
public record Remote(String url, String branch, Entry entry, @Nullable String user, @Nullable String hostKey,
        Form form) {
    public Remote {
        url = url == null ? "" : url.strip();
        form = form == null ? Form.GIT : form;
        branch = form == Form.ZIP ? "" : branch == null || branch.isBlank() ? "main" : branch.strip();
        entry = entry == null ? Entry.NONE : entry;
        user = user == null || user.isBlank() ? null : user;
        hostKey = hostKey == null || hostKey.isBlank() ? null : HostKeyRules.plain(hostKey);
    }

    public Remote(String url, String branch, Entry entry, @Nullable String user) {
        this(url, branch, entry, user, null, Form.GIT);
    }

    public static Remote zip(String url) {
        return new Remote(url, "", Entry.NONE, null, null, Form.ZIP);
    }

    /** @param files whether repositories on the server's own disk may be named */
    public void check(Complaints complaints, boolean files) {
        complaints.required(url, "url");
        String wrong = url.isBlank() ? null : RemoteRules.wrong(url, entry, files && form == Form.GIT);
        if (wrong != null) {
            complaints.at("url").add(wrong);
        }
        complaints.at("user").unless(user != null || entry != Entry.BASIC, "BASIC needs a user beside the password");
        complaints.at("user").unless(user == null || user.length() <= 256 && RemoteRules.isPrintable(user),
                "must be at most 256 printable characters");
        complaints.at("hostKey").unless(hostKey == null || entry == Entry.SSH && HostKeyRules.isKey(hostKey),
                "must be the server's public key, as ssh-keyscan prints it (ssh-ed25519 AAAA...), and only with SSH");
        if (form == Form.ZIP) {
            complaints.at("auth").unless(entry == Entry.NONE, "must be NONE: a zip file is fetched without a secret");
        } else {
            complaints.at("branch").unless(RemoteRules.isBranch(branch), "is no name of a branch");
        }
    }

    /** Whether it is on the same server: only then may a secret that was given for one be sent to the other. */
    public boolean isBeside(Remote other) {
        return RemoteRules.server(url).equals(RemoteRules.server(other.url));
    }

    /** The server's key is still to be the one that was known, unless another is named here. */
    public Remote after(Remote former) {
        return entry == Entry.SSH && hostKey == null && isBeside(former) ? known(former.hostKey) : this;
    }

    /** The server is known by this key from now on. */
    public Remote known(@Nullable String key) {
        return Objects.equals(key, hostKey) ? this : new Remote(url, branch, entry, user, key, form);
    }
}
