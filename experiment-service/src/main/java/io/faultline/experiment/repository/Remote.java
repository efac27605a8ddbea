package io.faultline.experiment.repository;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a repository elsewhere.
 *
 * @param url http or https
 * @param user whose secret it is entered with, if it is entered with one
 */
public record Remote(String url, String branch, Entry entry, @Nullable String user) {
    public Remote {
        url = url == null ? "" : url.strip();
        branch = branch == null || branch.isBlank() ? "main" : branch.strip();
        entry = entry == null ? Entry.NONE : entry;
        user = user == null || user.isBlank() ? null : user;
    }

    /** @param files whether repositories on the server's own disk may be named */
    public void check(Complaints complaints, boolean files) {
        complaints.required(url, "url");
        String wrong = url.isBlank() ? null : RemoteRules.wrong(url, files);
        if (wrong != null) {
            complaints.at("url").add(wrong);
        }
        complaints.at("branch").unless(RemoteRules.isBranch(branch), "is no name of a branch");
        complaints.at("user").unless(user != null || entry != Entry.BASIC, "BASIC needs a user beside the password");
        complaints.at("user").unless(user == null || user.length() <= 256 && RemoteRules.isPrintable(user),
                "must be at most 256 printable characters");
    }

    /** Whether it is on the same server: only then may a secret that was given for one be sent to the other. */
    public boolean isBeside(Remote other) {
        return RemoteRules.server(url).equals(RemoteRules.server(other.url));
    }
}
