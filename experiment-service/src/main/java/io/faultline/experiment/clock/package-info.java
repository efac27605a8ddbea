/** What has to be done from time to time. */
@NullMarked
package io.faultline.experiment.clock;

import org.jspecify.annotations.NullMarked;
