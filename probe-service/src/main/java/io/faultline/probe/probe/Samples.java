package io.faultline.probe.probe;

import java.time.Duration;
import java.util.Map;

import io.faultline.probe.compare.Judgement;

/** Asks Prometheus for the one sample an instant query has now. */
public interface Samples {
    Sample query(String endpoint, String query, Map<String, String> headers, Duration timeout)
            throws InterruptedException;

    /** Its answer. */
    sealed interface Sample {
        /** One sample. */
        record One(String value) implements Sample {}

        /** No sample, more than one, or no answer. */
        record Missing(Judgement judgement) implements Sample {}
    }
}
