package io.faultline.experiment.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import io.faultline.contracts.ids.ProjectId;

/** Answers remembered by the key their request carried, so that it can be sent again. */
public interface Answers {
    Duration REMEMBERED = Duration.ofHours(24);

    /** What became of the wish to have a key for a request. */
    sealed interface Claim {
        /** It has it, until the end of the transaction. */
        record Free() implements Claim {}

        /** Another request has it and is not answered yet. */
        record InFlight() implements Claim {}

        /**
         * An earlier request had it.
         *
         * @param request a digest of what was asked
         */
        record Answered(byte[] request, Answer answer) implements Claim {
            public boolean to(byte[] other) {
                return Arrays.equals(request, other);
            }
        }
    }

    /** Takes the key for this request until the end of the transaction; never waits for another that has it. */
    Claim claim(ProjectId project, String key, byte[] request, Instant now);

    /** Remembers what a request whose key was claimed is answered. */
    void remember(ProjectId project, String key, Answer answer);

    /** Forgets what was answered before then. */
    int forgetBefore(Instant instant);
}
