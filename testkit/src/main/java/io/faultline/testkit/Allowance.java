package io.faultline.testkit;

import java.util.Set;

/** An exception from the house rules that a service states openly, in its own test, with its reason beside it. */
public sealed interface Allowance {
    /** Nouns may use these packages too: <code>com.cronutils..</code>. */
    static Allowance nouns(String... packages) {
        return new ForNouns(Set.of(packages));
    }

    /** This edge may use these packages too. */
    static Allowance edge(String edge, String... packages) {
        return new ForEdge(edge, Set.of(packages));
    }

    /** These classes, by their full names, may reach for time or chance. */
    static Allowance reachesForTime(String... classes) {
        return new ForTime(Set.of(classes));
    }

    record ForNouns(Set<String> packages) implements Allowance {}

    record ForEdge(String edge, Set<String> packages) implements Allowance {}

    record ForTime(Set<String> classes) implements Allowance {}
}
