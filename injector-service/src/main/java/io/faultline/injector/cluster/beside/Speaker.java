package io.faultline.injector.cluster.beside;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who speaks with helpers. All who speak with one hear all its answers: so its name is unique among them, and each of
 * its questions among all it asks, also by lines that do not know of each other.
 */
record Speaker(String name, AtomicLong asked) {
    Speaker(String name) {
        this(name, new AtomicLong());
    }

    String nextId() {
        return name + "-" + asked.incrementAndGet();
    }
}
