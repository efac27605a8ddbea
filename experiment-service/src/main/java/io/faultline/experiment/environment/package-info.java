/** Environments: what infrastructures are grouped by. */
@NullMarked
package io.faultline.experiment.environment;

import org.jspecify.annotations.NullMarked;
