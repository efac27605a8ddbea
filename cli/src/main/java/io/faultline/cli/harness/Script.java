package io.faultline.cli.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.faultline.contracts.wire.Wire;

/**
 * A call as a shell script. The key is not in it: it is read from the environment, and handed to curl over a pipe, so that
 * it is neither in a file nor in a list of processes.
 */
public record Script(Task task, URI address, Call call) {
    public String text() {
        return """
               #!/bin/sh
               # %s, written by faultline generate. The key is read from FAULTLINE_API_KEY, else API_KEY.
               set -eu
               key=${FAULTLINE_API_KEY:-${API_KEY:?set FAULTLINE_API_KEY or API_KEY}}
               printf 'x-api-key: %%s\\n' "$key" |
                 curl --silent --show-error --fail --header @- --header 'Content-Type: application/json' \\
                   --data %s \\
                   %s%s
               """.formatted(task, quoted(Wire.mapper().writeValueAsString(call.body())),
                quoted(address + call.path()), task.filter());
    }

    public void write(Path file) {
        try {
            Files.writeString(file, text());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** For a shell one word, whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
