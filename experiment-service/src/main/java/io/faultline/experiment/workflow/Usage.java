package io.faultline.experiment.workflow;

/**
 * How much there was in some time.
 *
 * @param experiments made in that time, and still there
 * @param runs of which there was something new in that time last
 * @param faults in the experiments of those runs
 */
public record Usage(int experiments, int runs, int faults) {}
