/** What agents are asked to measure in clusters that are not reached from here. */
@NullMarked
package io.faultline.probe.agency;

import org.jspecify.annotations.NullMarked;
