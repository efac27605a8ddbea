/**
 * Looks out for what other instances of this service have kept.
 */
@NullMarked
package io.faultline.logstream.clock;

import org.jspecify.annotations.NullMarked;
