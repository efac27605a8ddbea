package io.faultline.standalone.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** Where a house's topics and database are, and what opens them. */
public record Addresses(String kafka, String database, String user, String password) {
    /** By the environment as the services know it, else by the note <code>faultline dev</code> leaves in its folder. */
    static Optional<Addresses> find(Map<String, String> environment, Path home) {
        JsonNode note = note(home.resolve("house.json"));
        String kafka = environment.getOrDefault("FAULTLINE_KAFKA", note.path("kafka").asString(""));
        String database = environment.getOrDefault("FAULTLINE_DB_URL", note.path("database").asString(""));
        return kafka.isEmpty() || database.isEmpty()
                ? Optional.empty()
                : Optional.of(new Addresses(kafka, database,
                        environment.getOrDefault("FAULTLINE_DB_USER", note.path("databaseUser").asString("faultline")),
                        environment.getOrDefault("FAULTLINE_DB_PASSWORD",
                                note.path("databasePassword").asString(""))));
    }

    private static JsonNode note(Path file) {
        try {
            return Files.isReadable(file)
                    ? Wire.mapper().readTree(Files.readAllBytes(file))
                    : Wire.mapper().createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Kafka at %s, Postgres at %s".formatted(kafka, database);
    }
}
