/** This machine: processes and signals, files, worker processes, and the watchdog beside us. */
@NullMarked
package io.faultline.injector.host;

import org.jspecify.annotations.NullMarked;
