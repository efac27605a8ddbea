/** Small things that people keep by name. */
@NullMarked
package io.faultline.experiment.shelf;

import org.jspecify.annotations.NullMarked;
