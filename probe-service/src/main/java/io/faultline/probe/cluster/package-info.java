/** Measurements in Kubernetes clusters: their objects, commands in pods, ways to their services. */
@NullMarked
package io.faultline.probe.cluster;

import org.jspecify.annotations.NullMarked;
