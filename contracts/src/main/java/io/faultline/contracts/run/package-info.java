/** The facts of a run, in the past tense: the sealed {@link io.faultline.contracts.run.RunFact} and its records. */
@NullMarked
package io.faultline.contracts.run;

import org.jspecify.annotations.NullMarked;
