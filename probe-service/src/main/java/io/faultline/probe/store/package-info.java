/** Assignments, answers and running loops in Postgres. */
@NullMarked
package io.faultline.probe.store;

import org.jspecify.annotations.NullMarked;
