package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;

/** Measures by asking Prometheus. The query is sent as it is: <code>${1}</code> has a meaning of its own in PromQL. */
record PrometheusProbing(Samples samples) {
    Judgement attempt(PrometheusProbe probe, Values values, Duration timeout) throws InterruptedException {
        Judgement sample = samples.query(values.text(probe.endpoint()), probe.query(), values.texts(probe.headers()),
                timeout);
        return sample.actual() == null ? sample : ComparatorRules.judge(probe.expect(), sample.actual());
    }
}
