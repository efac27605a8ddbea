package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;
import org.jspecify.annotations.Nullable;

/** Measures by asking Prometheus. The query is sent as it is: <code>${1}</code> has a meaning of its own in PromQL. */
record PrometheusProbing(Samples samples, Passages passages) {
    Judgement attempt(PrometheusProbe probe, Values values, Duration timeout, Place place)
            throws InterruptedException {
        if (!probe.inside()) {
            return judge(probe, values, timeout, null);
        }
        try (Passage passage = passages.open(place)) {
            return judge(probe, values, timeout, passage);
        }
    }

    private Judgement judge(PrometheusProbe probe, Values values, Duration timeout, @Nullable Passage through)
            throws InterruptedException {
        Judgement sample = samples.query(values.text(probe.endpoint()), probe.query(), values.texts(probe.headers()),
                timeout, through);
        return sample.actual() == null ? sample : ComparatorRules.judge(probe.expect(), sample.actual());
    }
}
