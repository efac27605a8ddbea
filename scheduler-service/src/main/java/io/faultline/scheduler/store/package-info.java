/** Runs and schedules in Postgres. */
@NullMarked
package io.faultline.scheduler.store;

import org.jspecify.annotations.NullMarked;
