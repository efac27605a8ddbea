/**
 * Records nobody could read or apply, and their way back. Pure.
 */
@NullMarked
package io.faultline.logstream.dead;

import org.jspecify.annotations.NullMarked;
