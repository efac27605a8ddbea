/** Asking for a run, asking it to end, and answering the same request the same way again. */
@NullMarked
package io.faultline.experiment.request;

import org.jspecify.annotations.NullMarked;
