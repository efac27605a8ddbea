package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.Experiment;
import org.jspecify.annotations.Nullable;

/** Weights of faults; the older words call a fault an experiment. */
final class Weightages {
    private Weightages() {}

    record Sent(@Nullable String faultName, @Nullable String experimentName, int weightage) {
        String fault() {
            return Objects.requireNonNullElse(faultName, Objects.requireNonNullElse(experimentName, ""));
        }
    }

    /** As both dialects read it. */
    record Shown(String faultName, String experimentName, int weightage) {}

    static Map<String, Integer> of(@Nullable List<Sent> sent) {
        return sent == null
                ? Map.of()
                : sent.stream().collect(Collectors.toMap(Sent::fault, Sent::weightage, (_, last) -> last));
    }

    static List<Shown> of(@Nullable Experiment experiment) {
        return experiment == null
                ? List.of()
                : experiment.spec().faults().stream()
                        .map(fault -> new Shown(fault.name(), fault.name(), fault.weight())).toList();
    }
}
