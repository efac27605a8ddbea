package io.faultline.experiment.graphql;

import org.jspecify.annotations.Nullable;

/** Who did something. There are no accounts in a house, so it is a word for who asked, and never an address. */
record Person(String userID, String username, String email) {
    static final Person API = of("api");

    static Person of(@Nullable String name) {
        String known = name == null ? "unknown" : name;
        return new Person(known, known, "");
    }
}
