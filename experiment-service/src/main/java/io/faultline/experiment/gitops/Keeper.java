package io.faultline.experiment.gitops;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/** Makes experiments of files, by the same rules as when they are sent. */
public interface Keeper {
    /** What came of a file. */
    sealed interface Kept {
        record Done(ExperimentId experiment, int revision) implements Kept {}

        record Refused(List<Flaw> flaws) implements Kept {
            public Refused {
                flaws = List.copyOf(flaws);
            }
        }
    }

    /**
     * @param name the file's, which the experiment has to have
     * @param current the experiment it is a change of; null for a new one
     */
    Kept keep(String name, String path, String text, @Nullable ExperimentId current);

    /** Forgets it; its runs and revisions stay. */
    void forget(ExperimentId experiment);
}
