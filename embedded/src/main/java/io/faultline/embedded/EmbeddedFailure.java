package io.faultline.embedded;

/** The embedded Kafka or Postgres cannot run here; the message says why and what to do about it. */
public final class EmbeddedFailure extends RuntimeException {
    EmbeddedFailure(String message) {
        super(message);
    }

    EmbeddedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
