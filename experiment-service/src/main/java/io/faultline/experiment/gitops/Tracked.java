package io.faultline.experiment.gitops;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/**
 * A file of the repository as it was last seen, and what became of it.
 *
 * @param digest of its text
 * @param applied digest of the text the experiment was last made of; null if it never was
 * @param experiment made of it
 * @param revision the experiment's then
 * @param flaws why it was not taken as it is now
 */
public record Tracked(String name, String path, String digest, @Nullable String applied,
        @Nullable ExperimentId experiment, @Nullable Integer revision, List<Flaw> flaws) {
    public Tracked {
        flaws = List.copyOf(flaws);
    }

    Tracked kept(String text, ExperimentId made, int atRevision) {
        return new Tracked(name, path, text, text, made, atRevision, List.of());
    }

    Tracked refused(String text, List<Flaw> why) {
        return new Tracked(name, path, text, applied, experiment, revision, why);
    }
}
