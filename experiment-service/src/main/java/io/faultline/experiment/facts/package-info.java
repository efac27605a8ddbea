/** Appends what is asked for to the run log, and reads from it what came of runs. */
@NullMarked
package io.faultline.experiment.facts;

import org.jspecify.annotations.NullMarked;
