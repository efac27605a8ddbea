/** All services in one JVM, each its own Spring context, with a real Kafka and a real Postgres beside them. No logic. */
@NullMarked
package io.faultline.standalone;

import org.jspecify.annotations.NullMarked;
