package io.faultline.probe.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Probe;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Environment;
import io.faultline.probe.value.Values;

/** Evaluates a probe: attempt after attempt until one holds. What goes wrong in measuring is an outcome, never thrown. */
public record Evaluations(Probing probing, Time time, Environment environment) {
    public Measurement evaluate(Probe probe, Place place, Map<String, ConfigurationValue> configuration,
            Map<String, SecretReference> secrets) throws InterruptedException {
        Values values = new Values(configuration, secrets, environment);
        Instant began = time.now();
        Judgement judgement = attempt(probe, place, values);
        for (int attempt = 1; !judgement.held() && attempt < probe.attempts(); attempt++) {
            time.sleep(probe.interval());
            judgement = attempt(probe, place, values);
        }
        return new Measurement(judgement.outcome(), began, Duration.between(began, time.now()),
                judgement.actual(values::redacted), judgement.detail(values::redacted));
    }

    private Judgement attempt(Probe probe, Place place, Values values) throws InterruptedException {
        try {
            return probing.attempt(probe.spec(), values, probe.timeout(), place);
        } catch (RuntimeException e) {
            return Judgement.unmeasurable(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }
}
