package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.probe.compare.ComparatorRules;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Samples.Sample;
import io.faultline.probe.value.Values;

/** Measures by asking Prometheus. The query is sent as it is: <code>${1}</code> has a meaning of its own in PromQL. */
final class PrometheusProbing {
    private final Samples samples;

    PrometheusProbing(Samples samples) {
        this.samples = samples;
    }

    Judgement attempt(PrometheusProbe probe, Values values, Duration timeout) throws InterruptedException {
        return switch (samples.query(values.text(probe.endpoint()), probe.query(), values.texts(probe.headers()),
                timeout)) {
            case Sample.Missing missing -> missing.judgement();
            case Sample.One one -> ComparatorRules.judge(probe.expect(), one.value());
        };
    }
}
