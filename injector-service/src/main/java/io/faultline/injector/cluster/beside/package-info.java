/** Helper pods: started on a node when they are first needed, and spoken with through the cluster's API. */
@NullMarked
package io.faultline.injector.cluster.beside;

import org.jspecify.annotations.NullMarked;
