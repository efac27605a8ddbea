/** Faults that take the room on a file system. */
@NullMarked
package io.faultline.injector.fault.disk;

import org.jspecify.annotations.NullMarked;
