package io.faultline.experiment.catalogue;

/** What came of the wish to keep, change or forget an experiment. */
public sealed interface Keeping {
    record Kept(KeptExperiment experiment) implements Keeping {}

    /** Another living experiment has this name. */
    record NameTaken(String name) implements Keeping {}

    /** It is at another revision than the wish was made for. */
    record Changed(int revision) implements Keeping {}

    record Missing() implements Keeping {}
}
