/**
 * Following what is kept: history first, then live, each client at its own speed and none at the cost of another. Pure.
 */
@NullMarked
package io.faultline.logstream.tail;

import org.jspecify.annotations.NullMarked;
