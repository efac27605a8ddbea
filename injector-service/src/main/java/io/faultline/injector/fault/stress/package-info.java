/** Faults that take the processor or the memory of this machine. */
@NullMarked
package io.faultline.injector.fault.stress;

import org.jspecify.annotations.NullMarked;
