/**
 * Where records come in from Kafka, as they are.
 */
@NullMarked
package io.faultline.logstream.facts;

import org.jspecify.annotations.NullMarked;
