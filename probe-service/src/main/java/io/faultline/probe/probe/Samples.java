package io.faultline.probe.probe;

import java.time.Duration;
import java.util.Map;

import io.faultline.probe.compare.Judgement;
import org.jspecify.annotations.Nullable;

/** Asks Prometheus for the one sample an instant query has now: held with its value, or why there is none. */
public interface Samples {
    Judgement query(String endpoint, String query, Map<String, String> headers, Duration timeout,
            @Nullable Passage through)
            throws InterruptedException;
}
