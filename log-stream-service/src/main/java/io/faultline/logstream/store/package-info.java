/**
 * What is remembered, in Postgres.
 */
@NullMarked
package io.faultline.logstream.store;

import org.jspecify.annotations.NullMarked;
