package io.faultline.experiment.gitops;

import java.util.List;

import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/** What is to be done about one name in the repository. */
sealed interface Step {
    String name();

    /** @param current the experiment it is a change of; null for a new one */
    record Take(String name, @Nullable ExperimentId current) implements Step {}

    /** Its file is gone, and so is the experiment then. */
    record Forget(String name, ExperimentId experiment) implements Step {}

    /** Its file is gone, and nothing here was made of it. */
    record Drop(String name) implements Step {}

    /** @param flaws why what is there is not taken; none if nothing has to be done */
    record Leave(String name, List<Flaw> flaws) implements Step {}
}
