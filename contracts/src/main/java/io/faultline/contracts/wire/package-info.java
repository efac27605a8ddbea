/** How the records look as JSON and on Kafka: wire names, codec, topics. The only place that knows databind. */
@NullMarked
package io.faultline.contracts.wire;

import org.jspecify.annotations.NullMarked;
