/**
 * Reads experiment files into an Experiment and writes them back; says everything that is wrong with a file at once, with
 * line, column and remedy. {@link io.faultline.formats.ExperimentFile} is the door; manifests of Harness and LitmusChaos
 * come in by <code>litmus</code>.
 */
@NullMarked
package io.faultline.formats;

import org.jspecify.annotations.NullMarked;
