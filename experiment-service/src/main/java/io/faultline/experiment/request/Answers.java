package io.faultline.experiment.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;

/** Answers remembered by the key their request carried, so that it can be sent again. */
public interface Answers {
    Duration REMEMBERED = Duration.ofHours(24);

    /**
     * What an earlier request with this key was answered.
     *
     * @param request a digest of what was asked
     */
    record Earlier(byte[] request, Answer answer) {
        public boolean answers(byte[] other) {
            return Arrays.equals(request, other);
        }
    }

    /**
     * Takes the key for this request until the end of the transaction; waits for another that has it. Returns what the
     * other was answered, if it was.
     */
    Optional<Earlier> claim(ProjectId project, String key, byte[] request, Instant now);

    /** Remembers what a request whose key was claimed is answered. */
    void remember(ProjectId project, String key, Answer answer);

    /** Forgets what was answered before then. */
    int forgetBefore(Instant instant);
}
