/** The command <code>faultline</code>: a file each command, exit codes and output forms the same everywhere. */
@NullMarked
package io.faultline.cli;

import org.jspecify.annotations.NullMarked;
