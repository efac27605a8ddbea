/** Kubernetes clusters by their API: an index of pods, what is done there, and the marks of it. */
@NullMarked
package io.faultline.injector.cluster;

import org.jspecify.annotations.NullMarked;
