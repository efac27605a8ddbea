package io.faultline.scoring.history;

import java.util.HashMap;
import java.util.Map;

import io.faultline.contracts.run.ProbeResult;

/** The stories of probes that belong together, by name. */
public record ProbeStories(Map<String, ProbeStory> byName) {
    public static final ProbeStories NONE = new ProbeStories(Map.of());

    public ProbeStories {
        byName = Map.copyOf(byName);
    }

    public ProbeStory of(String probe) {
        return byName.getOrDefault(probe, ProbeStory.NONE);
    }

    ProbeStories and(ProbeResult fact) {
        Map<String, ProbeStory> more = new HashMap<>(byName);
        more.put(fact.probe(), of(fact.probe()).and(fact));
        return new ProbeStories(more);
    }
}
