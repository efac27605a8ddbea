/** Cron schedules: their ticks, and the run each tick asks for. */
@NullMarked
package io.faultline.scheduler.recurrence;

import org.jspecify.annotations.NullMarked;
