package io.faultline.experiment.graphql;

/** Some of the operations that belong together. */
public interface Operations {
    void enter(Switchboard board);
}
