/** Measurements over the network: HTTP, TCP and Prometheus, within where they may go. */
@NullMarked
package io.faultline.probe.net;

import org.jspecify.annotations.NullMarked;
