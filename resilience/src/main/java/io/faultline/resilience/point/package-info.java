/** Crash points: every commit and every produce of a service, seen and held from its class path, without a word in it. */
@NullMarked
package io.faultline.resilience.point;

import org.jspecify.annotations.NullMarked;
