package io.faultline.injector.fault.cluster;

import java.util.List;

/**
 * What a selector comes to.
 *
 * @param matched how many match
 * @param chosen those of them that are hit
 */
public record Chosen<T>(int matched, List<T> chosen) {
    public Chosen {
        chosen = List.copyOf(chosen);
    }
}
