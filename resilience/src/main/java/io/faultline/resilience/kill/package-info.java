/** Crash-point enumeration: a run is traced, and then killed at each point it passed, under one seed after the other. */
@NullMarked
package io.faultline.resilience.kill;

import org.jspecify.annotations.NullMarked;
