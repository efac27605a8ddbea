package io.faultline.injector.fault.cluster;

import java.time.Instant;

import io.faultline.injector.fault.ClusterUndo;

/**
 * What is written on an object of a cluster before, or together with, an effect on it: enough to mend it for whoever
 * finds it there, with nothing else left.
 *
 * @param mark of the fault of this run, as the journal has it
 * @param house which Faultline made it: another one, with another journal, cannot know whether it is still wanted
 * @param deadline it is over by then, whoever made it
 */
public record ClusterMark(String mark, String house, Instant deadline, ClusterUndo undo) {}
