/** MEASURES: takes a measurement, compares it with what is accepted, and says what came of it. */
@NullMarked
package io.faultline.probe;

import org.jspecify.annotations.NullMarked;
