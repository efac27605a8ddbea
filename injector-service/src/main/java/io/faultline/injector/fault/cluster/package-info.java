/** Kubernetes clusters: what is in them, which of it a fault hits, and the faults made through their API alone. */
@NullMarked
package io.faultline.injector.fault.cluster;

import org.jspecify.annotations.NullMarked;
