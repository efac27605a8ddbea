/** A real Kafka and a real Postgres in and under this JVM, keeping their data across restarts: no stand-ins. */
@NullMarked
package io.faultline.embedded;

import org.jspecify.annotations.NullMarked;
