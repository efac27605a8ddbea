/** What came of runs, folded from their facts. */
@NullMarked
package io.faultline.experiment.history;

import org.jspecify.annotations.NullMarked;
