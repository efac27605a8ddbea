package io.faultline.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call: <code>faultline.api.*</code>.
 *
 * @param key the key itself (or give keyFile)
 * @param keyFile the file it stands in
 * @param hosts names this service may be called by, in Host and Origin, beside the loopback's
 */
@ConfigurationProperties("faultline.api")
public record ApiSettings(@Nullable String key, @Nullable Path keyFile, List<String> hosts) {
    private static final int SHORTEST_KEY = 32;

    public ApiSettings {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    /** The key; without one no service starts, because an API that breaks things is never open. */
    public String required() {
        String found = key;
        if ((found == null || found.isBlank()) && keyFile != null) {
            found = read(keyFile);
        }
        if (found == null || found.strip().length() < SHORTEST_KEY) {
            throw new IllegalStateException("An API key of at least " + SHORTEST_KEY
                    + " characters is needed: set FAULTLINE_API_KEY or FAULTLINE_API_KEY_FILE");
        }
        return found.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The API key's file cannot be read: " + file, e);
        }
    }
}
