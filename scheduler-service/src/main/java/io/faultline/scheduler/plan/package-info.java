/** What an experiment comes to: its steps, what each waits for, and how long each may take. */
@NullMarked
package io.faultline.scheduler.plan;

import org.jspecify.annotations.NullMarked;
