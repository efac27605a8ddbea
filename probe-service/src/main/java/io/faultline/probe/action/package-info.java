/** Doing something that is not judged: a request sent, a command run. */
@NullMarked
package io.faultline.probe.action;

import org.jspecify.annotations.NullMarked;
