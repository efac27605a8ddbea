/** Probes evaluated again and again (Continuous, OnChaos): what a loop knows and the rules it goes by. */
@NullMarked
package io.faultline.probe.watch;

import org.jspecify.annotations.NullMarked;
