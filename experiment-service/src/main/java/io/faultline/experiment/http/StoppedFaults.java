package io.faultline.experiment.http;

import java.util.List;

import io.faultline.experiment.stop.Heard;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of faults that were to be taken away at once.
 *
 * @param faults absent when nothing is known yet
 */
record StoppedFaults(
        @Schema(description = "\"reached\": the injector has done it; \"unreachable: ...\": it hears of it through Kafka.") String injector,
        @Nullable Faults faults) {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedFaults.class);
    /** Before it was called. */
    static final StoppedFaults UNKNOWN = new StoppedFaults("being told", null);

    /** How many are gone, and which are not. */
    record Faults(int reverted, List<Heard.Stuck> failed) {}

    static StoppedFaults of(Heard heard) {
        return switch (heard) {
            case Heard.Reached(int reverted, List<Heard.Stuck> failed) ->
                new StoppedFaults("reached", new Faults(reverted, failed));
            case Heard.Unreached(String why) -> {
                LOG.warn("The injector could not be told directly to mend: {}", why);
                yield new StoppedFaults("unreachable: " + why, null);
            }
        };
    }
}
