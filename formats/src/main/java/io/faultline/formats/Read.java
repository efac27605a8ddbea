package io.faultline.formats;

import java.util.List;

import io.faultline.contracts.experiment.Experiment;

/** What came of reading a file. */
public sealed interface Read {
    record Valid(Experiment experiment) implements Read {}

    /** Everything that is wrong, in the order of the file. */
    record Invalid(List<Finding> findings) implements Read {
        public Invalid {
            findings = List.copyOf(findings);
        }
    }
}
