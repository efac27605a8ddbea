/** Hubs: templates of faults and experiments, those that come along and those of git repositories. */
@NullMarked
package io.faultline.experiment.hub;

import org.jspecify.annotations.NullMarked;
