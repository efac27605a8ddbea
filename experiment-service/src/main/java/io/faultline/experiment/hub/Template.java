package io.faultline.experiment.hub;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fault or an experiment of a hub, to start from.
 *
 * @param path its folder, which names it within its hub
 * @param category what a fault is grouped by; empty for an experiment
 * @param files its texts by the names of their files
 */
public record Template(String path, Kind kind, String category, String name, Map<String, String> files) {
    /** What it is a template of. */
    public enum Kind {
        FAULT, EXPERIMENT
    }

    public Template {
        files = Map.copyOf(files);
    }

    /** What an experiment is made of: our own form if it is there, else what Litmus has. */
    public Optional<String> text() {
        return first(kind == Kind.FAULT ? Stream.of("faultline", "engine") : Stream.of("experiment", "workflow"));
    }

    public Optional<String> fault() {
        return first(Stream.of("fault", "experiment", "faultline"));
    }

    public Optional<String> engine() {
        return first(Stream.of("engine", "faultline"));
    }

    public String chart() {
        return first(Stream.of(name + ".chartserviceversion")).orElse("");
    }

    private Optional<String> first(Stream<String> names) {
        return names.flatMap(each -> Stream.of(each + ".yaml", each + ".yml")).filter(files::containsKey)
                .map(files::get).findFirst();
    }
}
