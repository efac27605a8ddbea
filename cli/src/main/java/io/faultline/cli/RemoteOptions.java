package io.faultline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a repository is entered. A secret is never an argument: those are seen by whoever lists processes. */
final class RemoteOptions {
    @Option(names = "--branch", paramLabel = "BRANCH", description = "Its branch; main by default.")
    private @Nullable String branch;

    @Option(names = "--user", paramLabel = "USER", description = "Enter with a password (BASIC) of this user.")
    private @Nullable String user;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "Where the password, token or private key (SSH) stands.")
    private @Nullable Path secretFile;

    @Option(names = "--secret-env", paramLabel = "NAME", description = "The environment variable the password, token or private key stands in.")
    private @Nullable String secretVariable;

    @Option(names = "--host-key", paramLabel = "KEY", description = "The key its server has to show (SSH), as ssh-keyscan prints it; else it is the one it shows first.")
    private @Nullable String hostKey;

    /** What is said of it, as the API takes it: an address of SSH is entered by SSH. */
    Map<String, Object> said(Console console, String url) {
        Map<String, Object> said = new LinkedHashMap<>();
        if (branch != null) {
            said.put("branch", branch);
        }
        String secret = secret(console);
        if (user != null) {
            said.put("user", user);
        }
        if (hostKey != null) {
            said.put("hostKey", hostKey);
        }
        if (url.matches("(?i)ssh://.*|[^/:@]+@[^/:@]+:.*")) {
            said.put("auth", "SSH");
        } else if (user != null) {
            said.put("auth", "BASIC");
        } else if (secret != null) {
            said.put("auth", "TOKEN");
        }
        if (secret != null) {
            said.put("secret", secret);
        }
        return said;
    }

    private @Nullable String secret(Console console) {
        if (secretVariable != null) {
            String value = console.environment().get(secretVariable);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("there is nothing in " + secretVariable);
            }
            return value.strip();
        }
        try {
            return secretFile == null ? null : Files.readString(secretFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + secretFile, e);
        }
    }
}
