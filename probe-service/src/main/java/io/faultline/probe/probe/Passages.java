package io.faultline.probe.probe;

/** Ways into clusters. Opening one asks nobody yet. */
@FunctionalInterface
public interface Passages {
    Passage open(Place place);
}
