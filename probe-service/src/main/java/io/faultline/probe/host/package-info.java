/** Measurements by commands on this machine, ended together with all they started. */
@NullMarked
package io.faultline.probe.host;

import org.jspecify.annotations.NullMarked;
