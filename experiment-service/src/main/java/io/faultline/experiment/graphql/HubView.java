package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Objects;

import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Form;
import io.faultline.experiment.repository.Remote;
import org.jspecify.annotations.Nullable;

/** A hub as Litmus shows it, in its two types at once. Secrets are fields of both, and never hold anything. */
record HubView(String id, String projectID, String name, String repoURL, String repoBranch, String remoteHub,
        boolean isDefault, String hubType, boolean isPrivate, String authType, @Nullable String userName,
        @Nullable String token, @Nullable String password, @Nullable String sshPrivateKey,
        @Nullable String sshPublicKey, boolean isRemoved, boolean isAvailable, String totalFaults,
        String totalExperiments, List<String> tags, @Nullable String description, Person createdBy, Person updatedBy,
        String createdAt, String updatedAt, String lastSyncedAt) {
    static HubView of(String project, Hub hub, HubDesk.Counts counts, boolean removed) {
        Remote remote = hub.spec().remote();
        boolean available = remote == null || hub.sync().at() != null && hub.sync().trouble() == null;
        Entry entry = remote == null ? Entry.NONE : remote.entry();
        return new HubView(hub.id().toString(), project, hub.name(), remote == null ? "" : remote.url(),
                remote == null ? "" : remote.branch(), Objects.requireNonNullElse(hub.spec().provider(), ""),
                hub.isEmbedded(), remote != null && remote.form() == Form.ZIP ? "REMOTE" : "GIT", entry != Entry.NONE,
                entry.name(), remote == null ? null : remote.user(),
                null, null, null, null, removed, available, Integer.toString(counts.faults()),
                Integer.toString(counts.experiments()), hub.spec().tags(), hub.spec().description(), Person.API,
                Person.API, Times.text(hub.createdAt()), Times.text(hub.updatedAt()), Times.known(hub.sync().at()));
    }
}
