/** A run while it lasts: its state, and the rules by which it moves. */
@NullMarked
package io.faultline.scheduler.run;

import org.jspecify.annotations.NullMarked;
