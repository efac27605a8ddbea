/** How Kubernetes clusters are reached. */
@NullMarked
package io.faultline.cluster;

import org.jspecify.annotations.NullMarked;
