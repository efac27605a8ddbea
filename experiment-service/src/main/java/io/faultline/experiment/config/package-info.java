/** Wiring that is too long for the main class. */
@NullMarked
package io.faultline.experiment.config;

import org.jspecify.annotations.NullMarked;
