/** What someone wants tried: hypothesis, stages of faults, probes, rollbacks, and how much may be hit. */
@NullMarked
package io.faultline.contracts.experiment;

import org.jspecify.annotations.NullMarked;
