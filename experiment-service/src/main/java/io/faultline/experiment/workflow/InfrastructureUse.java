package io.faultline.experiment.workflow;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is done at an infrastructure.
 *
 * @param experiments how many living experiments are aimed at it
 * @param runs how many runs of experiments aimed at it there were
 * @param latest when the latest of them went on; null without any
 */
public record InfrastructureUse(int experiments, int runs, @Nullable Instant latest) {
    public static final InfrastructureUse NONE = new InfrastructureUse(0, 0, null);

    public InfrastructureUse and(InfrastructureUse other) {
        return new InfrastructureUse(experiments + other.experiments, runs + other.runs,
                Stream.of(this, other).map(InfrastructureUse::latest).filter(Objects::nonNull)
                        .max(Comparator.naturalOrder()).orElse(null));
    }
}
