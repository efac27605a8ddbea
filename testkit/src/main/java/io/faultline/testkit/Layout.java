package io.faultline.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Which package of a service is what: the base is wiring, edges are known by their names, all else are nouns. */
record Layout(String base) {
    /** What each edge may know beyond the language, the service's nouns and {@link #EVERY_EDGE}. */
    static final Map<String, Set<String>> EDGES = Map.of(
            "facts", Set.of("io.faultline.runlog..", "org.springframework.transaction.."),
            "store",
            Set.of("javax.sql..", "org.springframework.jdbc..", "org.springframework.dao..",
                    "org.springframework.transaction..", "org.postgresql..", "tools.jackson..",
                    "com.fasterxml.jackson.annotation.."),
            "http",
            Set.of("io.faultline.http..", "io.faultline.formats..", "org.springframework.web..",
                    "org.springframework.http..", "org.springframework.core..", "org.springframework.validation..",
                    "org.springframework.transaction..", "jakarta.servlet..", "jakarta.validation..",
                    "io.swagger.v3.oas..", "org.springdoc..", "tools.jackson..",
                    "com.fasterxml.jackson.annotation.."),
            "graphql", Set.of("io.faultline.http..", "org.springframework.graphql..", "graphql.."),
            "cluster", Set.of("io.faultline.cluster..", "io.fabric8.."),
            "host", Set.of(),
            "net", Set.of(),
            "git", Set.of("org.eclipse.jgit..", "javax.crypto.."),
            "clock", Set.of("org.springframework.scheduling..", "org.springframework.transaction.."));

    /** Wires the service like its main class, so it may see all of it. */
    static final String CONFIG = "config";

    /** Logging, metrics, and what it takes to be a bean. */
    static final Set<String> EVERY_EDGE = Set.of("org.slf4j..", "io.micrometer..", "org.springframework.beans..",
            "org.springframework.context..", "org.springframework.stereotype..",
            "org.springframework.boot.context.properties..", "org.springframework.boot.autoconfigure..");

    /** The language: what even a noun may know. */
    static final Set<String> LANGUAGE = Set.of("java..", "io.faultline.contracts..", "org.jspecify..");

    boolean contains(JavaClass type) {
        return within(base, type);
    }

    boolean isWiring(JavaClass type) {
        return type.getPackageName().equals(base) || folder(type).equals(Optional.of(CONFIG));
    }

    boolean isNoun(JavaClass type) {
        return folder(type).filter(name -> !EDGES.containsKey(name) && !name.equals(CONFIG)).isPresent();
    }

    boolean isEdge(JavaClass type, String name) {
        return folder(type).equals(Optional.of(name));
    }

    DescribedPredicate<JavaClass> nouns() {
        return DescribedPredicate.describe("are nouns", this::isNoun);
    }

    DescribedPredicate<JavaClass> edge(String name) {
        return DescribedPredicate.describe("are in the edge '%s'".formatted(name), type -> isEdge(type, name));
    }

    DescribedPredicate<JavaClass> everythingButWiring() {
        return DescribedPredicate.describe("are not wiring", type -> contains(type) && !isWiring(type));
    }

    /** The first folder below the base; none for what lies in the base itself or elsewhere. */
    private Optional<String> folder(JavaClass type) {
        if (!within(base + ".", type)) {
            return Optional.empty();
        }
        return Optional.of(type.getPackageName().substring(base.length() + 1).split("\\.", 2)[0]);
    }

    private static boolean within(String prefix, JavaClass type) {
        String name = type.getPackageName();
        return name.equals(prefix) || name.startsWith(prefix.endsWith(".") ? prefix : prefix + ".");
    }
}
