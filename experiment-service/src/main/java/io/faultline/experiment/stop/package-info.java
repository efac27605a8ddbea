/** Ending everything at once and keeping it ended: halts, and the direct line to the injector beside the run log. */
@NullMarked
package io.faultline.experiment.stop;

import org.jspecify.annotations.NullMarked;
