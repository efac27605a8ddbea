package io.faultline.experiment.gitops;

import io.faultline.experiment.repository.Sync;

/**
 * A project's GitOps while it is on.
 *
 * @param secret whether one is kept for it
 */
public record GitOps(GitOpsSpec spec, boolean secret, Sync sync) {
    GitOps synced(Sync next) {
        return new GitOps(spec, secret, next);
    }
}
