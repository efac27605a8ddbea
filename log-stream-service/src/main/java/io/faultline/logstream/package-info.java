/**
 * REMEMBERS: keeps every fact and log line, and tells them again, from the beginning or as they come.
 */
@NullMarked
package io.faultline.logstream;

import org.jspecify.annotations.NullMarked;
