/**
 * Log lines and probe samples, and what was lost of them on the way. Pure.
 */
@NullMarked
package io.faultline.logstream.lines;

import org.jspecify.annotations.NullMarked;
