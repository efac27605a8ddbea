/** Judging one measured value by one comparator: Litmus' semantics, without its defects. */
@NullMarked
package io.faultline.probe.compare;

import org.jspecify.annotations.NullMarked;
