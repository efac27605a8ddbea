/**
 * Append facts within your transaction; read facts once, in order. The only place that knows Kafka: an outbox relayed in
 * order and woken on commit, an inbox that makes redelivery harmless, dead letters for what nobody can read.
 */
@NullMarked
package io.faultline.runlog;

import org.jspecify.annotations.NullMarked;
