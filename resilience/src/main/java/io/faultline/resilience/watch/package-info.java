/** What is looked at from outside while Faultline is broken: the target itself, the facts as they are told, the API. */
@NullMarked
package io.faultline.resilience.watch;

import org.jspecify.annotations.NullMarked;
