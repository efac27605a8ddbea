/** Probes that are kept for themselves, and referred to by the faults of many experiments. */
@NullMarked
package io.faultline.experiment.measure;

import org.jspecify.annotations.NullMarked;
