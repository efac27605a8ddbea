/** Faults made next to their target, by a helper on the same node: what they are, and what makes them. */
@NullMarked
package io.faultline.injector.fault.beside;

import org.jspecify.annotations.NullMarked;
