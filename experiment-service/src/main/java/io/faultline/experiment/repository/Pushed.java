package io.faultline.experiment.repository;

/** What came of putting files into a repository. */
public sealed interface Pushed {
    record Done(String commit) implements Pushed {}

    /** They are there already, as they are. */
    record Same(String commit) implements Pushed {}

    /** @param why in words that hold no secret */
    record Failed(String why) implements Pushed {}
}
