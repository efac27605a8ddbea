/** Scores for those who ask, also while the run goes on. */
@NullMarked
package io.faultline.scoring.http;

import org.jspecify.annotations.NullMarked;
