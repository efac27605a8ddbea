/** Experiments as clients of Litmus and Harness know them: the ids they give, the manifests they send, what they ask for. */
@NullMarked
package io.faultline.experiment.workflow;

import org.jspecify.annotations.NullMarked;
