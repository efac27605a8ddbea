package io.faultline.experiment.workflow;

import java.util.Map;

import io.faultline.contracts.verdict.RunPhase;

/**
 * How many of what there are.
 *
 * @param experiments the living ones
 * @param averages how many experiments have an average score from here on: by 0, 40 and 80 percent
 */
public record RunCounts(Map<RunPhase, Integer> runs, int experiments, Map<Integer, Integer> averages) {
    public RunCounts {
        runs = Map.copyOf(runs);
        averages = Map.copyOf(averages);
    }

    public int of(RunPhase... phases) {
        return java.util.stream.Stream.of(phases).mapToInt(phase -> runs.getOrDefault(phase, 0)).sum();
    }

    public int all() {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }
}
