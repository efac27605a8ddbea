/** Names of things: one-field records, so that a run's id can never be handed where a fault's is meant. */
@NullMarked
package io.faultline.contracts.ids;

import org.jspecify.annotations.NullMarked;
