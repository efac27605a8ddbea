/** Calls to the injector, for what cannot wait for Kafka. */
@NullMarked
package io.faultline.experiment.net;

import org.jspecify.annotations.NullMarked;
