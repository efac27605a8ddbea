package io.faultline.cli;

import java.util.Optional;
import java.util.function.Consumer;

import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds what happened against the promises, for which it has to look deeper than the API lets anybody look. */
@FunctionalInterface
public interface Auditor {
    /**
     * @param run      only this one, or null for all
     * @param progress hears what is being done
     * @return <code>runs</code>, <code>facts</code>, <code>redelivered</code>, <code>clean</code> and
     *         <code>invariants</code> with their <code>violations</code>; empty when there is no way in
     */
    Optional<JsonNode> audit(@Nullable RunId run, Consumer<String> progress);
}
