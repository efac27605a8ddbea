/** Everything that takes time: waiting, loops, and the threads work is done on. */
@NullMarked
package io.faultline.probe.clock;

import org.jspecify.annotations.NullMarked;
