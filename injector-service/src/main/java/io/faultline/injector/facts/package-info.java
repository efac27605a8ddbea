/** The run log: hears of steps due and runs stopping, says what came of the faults. */
@NullMarked
package io.faultline.injector.facts;

import org.jspecify.annotations.NullMarked;
