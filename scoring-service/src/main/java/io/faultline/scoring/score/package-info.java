/** The rules of judging, from a history to a scorecard, a verdict, a phase and its reasons: Litmus' own figures, without its defects. Pure. */
@NullMarked
package io.faultline.scoring.score;

import org.jspecify.annotations.NullMarked;
