package io.faultline.injector.fault.cluster;

import java.util.List;

/**
 * What carries a mark in a cluster, as far as it could be seen.
 *
 * @param unseen what cannot be looked at there, with the reason: there may be more
 */
public record Marked(List<MarkedObject> objects, List<String> unseen) {
    public Marked {
        objects = List.copyOf(objects);
        unseen = List.copyOf(unseen);
    }
}
