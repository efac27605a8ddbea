/** A cart in a cluster, for the demo to break. */
@NullMarked
package io.faultline.standalone.kubernetes;

import org.jspecify.annotations.NullMarked;
