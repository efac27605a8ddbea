/** When a fault's time comes and when it is over: each lease on its own virtual thread. */
@NullMarked
package io.faultline.injector.clock;

import org.jspecify.annotations.NullMarked;
