/** Which of several instances does what: nothing is left undone, and nothing done twice for long. */
@NullMarked
package io.faultline.probe.shift;

import org.jspecify.annotations.NullMarked;
