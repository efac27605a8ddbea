/** How a run is judged: outcomes, verdicts and the resilience score. */
@NullMarked
package io.faultline.contracts.verdict;

import org.jspecify.annotations.NullMarked;
