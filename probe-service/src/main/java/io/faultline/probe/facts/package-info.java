/** Hears the run's facts, keeps what they ask for, and says what came of it. */
@NullMarked
package io.faultline.probe.facts;

import org.jspecify.annotations.NullMarked;
