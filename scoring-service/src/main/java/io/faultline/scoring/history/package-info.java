/** What is known of a run so far: its facts, folded to what a judge has to know. Pure. */
@NullMarked
package io.faultline.scoring.history;

import org.jspecify.annotations.NullMarked;
