/**
 * Faultline without its machines: the production rules of scheduler, injector and scoring, moved by a simulated wire,
 * clock and fate. What takes minutes of real time takes a millisecond here, and any seed can be played again.
 */
@NullMarked
package io.faultline.resilience.simulation;

import org.jspecify.annotations.NullMarked;
