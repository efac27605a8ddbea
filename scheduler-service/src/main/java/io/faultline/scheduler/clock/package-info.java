/** Wakes runs and schedules when their time has come. */
@NullMarked
package io.faultline.scheduler.clock;

import org.jspecify.annotations.NullMarked;
