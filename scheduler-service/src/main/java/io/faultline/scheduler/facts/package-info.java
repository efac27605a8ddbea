/** Where facts of runs come in and go out. */
@NullMarked
package io.faultline.scheduler.facts;

import org.jspecify.annotations.NullMarked;
