/** The REST edge: schedules. */
@NullMarked
package io.faultline.scheduler.http;

import org.jspecify.annotations.NullMarked;
