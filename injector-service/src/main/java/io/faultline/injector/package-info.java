/** BREAKS and mends: puts a fault in force under a lease, and takes it away again. Wiring only. */
@NullMarked
package io.faultline.injector;

import org.jspecify.annotations.NullMarked;
