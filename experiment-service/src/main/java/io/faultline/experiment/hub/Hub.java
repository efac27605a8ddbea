package io.faultline.experiment.hub;

import java.time.Instant;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.repository.Sync;

/**
 * A hub, and how it stands with its repository.
 *
 * @param secret whether one is kept for it
 */
public record Hub(HubId id, ProjectId project, HubSpec spec, boolean secret, Sync sync, Instant createdAt,
        Instant updatedAt) {
    public String name() {
        return spec.name();
    }

    /** It comes along, and is the one to look into first. */
    public boolean isEmbedded() {
        return spec.remote() == null;
    }

    Hub changed(HubSpec next, boolean withSecret, Instant now) {
        return new Hub(id, project, next, withSecret, sync, createdAt, now);
    }

    Hub synced(Sync next, HubSpec seen) {
        return new Hub(id, project, seen, secret, next, createdAt, updatedAt);
    }
}
