/** JUDGES: folds the facts of a run into a verdict and a resilience score, and has the last word on it. */
@NullMarked
package io.faultline.scoring;

import org.jspecify.annotations.NullMarked;
