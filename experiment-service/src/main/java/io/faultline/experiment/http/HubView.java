package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.faultline.experiment.hub.Hub;
import io.faultline.experiment.hub.HubDesk;
import io.faultline.experiment.repository.Remote;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hub as the API shows it: never with its secret.
 *
 * @param hostKey by which its server is known (SSH)
 * @param hasSecret whether one is kept for it
 * @param faults how many templates of faults it holds
 * @param experiments how many templates of experiments it holds
 * @param trouble why the last try to take it in failed
 * @param leftOut what of it was not taken, and why
 */
record HubView(String id, String name, @Nullable String description, List<String> tags,
        @Schema(allowableValues = {
                "embedded", "git", "zip"}) String kind,
        @Nullable String url, @Nullable String branch,
        @Nullable String auth, @Nullable String user, @Nullable String hostKey,
        boolean hasSecret,
        @Schema(allowableValues = {"available", "unsynced", "failing"}) String state, int faults, int experiments,
        @Nullable Instant syncedAt, @Nullable Instant triedAt, @Nullable String commit, @Nullable String trouble,
        List<String> leftOut, Map<String, String> links) {
    static HubView of(Hub hub, HubDesk.Counts counts) {
        Remote remote = hub.spec().remote();
        String id = hub.isEmbedded() ? "embedded" : hub.id().toString();
        return new HubView(id, hub.name(), hub.spec().description(), hub.spec().tags(),
                remote == null ? "embedded" : remote.form().name().toLowerCase(Locale.ROOT),
                remote == null ? null : remote.url(),
                remote == null ? null : remote.branch(), remote == null ? null : remote.entry().name(),
                remote == null ? null : remote.user(), remote == null ? null : remote.hostKey(), hub.secret(),
                state(hub), counts.faults(),
                counts.experiments(), hub.sync().at(), hub.sync().tried(), hub.sync().commit(), hub.sync().trouble(),
                hub.sync().leftOut(), Map.of("self", path(hub), "templates", path(hub) + "/templates"));
    }

    static String path(Hub hub) {
        return "/api/v1/hubs/" + (hub.isEmbedded() ? "embedded" : hub.id());
    }

    private static String state(Hub hub) {
        if (hub.isEmbedded()) {
            return "available";
        }
        return hub.sync().trouble() != null ? "failing" : hub.sync().at() == null ? "unsynced" : "available";
    }
}
