/** Faults of processes on this machine: frozen, or killed. */
@NullMarked
package io.faultline.injector.fault.process;

import org.jspecify.annotations.NullMarked;
