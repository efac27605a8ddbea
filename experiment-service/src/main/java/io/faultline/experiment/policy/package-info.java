/** What a run must pass before it starts: pure rules, each with what it says. */
@NullMarked
package io.faultline.experiment.policy;

import org.jspecify.annotations.NullMarked;
