/** The wiring of what belongs to no single edge. */
@NullMarked
package io.faultline.probe.config;

import org.jspecify.annotations.NullMarked;
