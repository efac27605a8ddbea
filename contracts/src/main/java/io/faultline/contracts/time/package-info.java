/** Telling time as it passes from what the clock says. */
@NullMarked
package io.faultline.contracts.time;

import org.jspecify.annotations.NullMarked;
