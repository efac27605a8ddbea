package io.faultline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts kept beside the tests; -Dfaultline.regenerate=true writes them anew, to be read before they are committed. */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    public static void assertSame(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("faultline.regenerate")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("as kept in %s; mvn -pl cli test -DargLine=-Dfaultline.regenerate=true writes it anew", file)
                .isEqualTo(Files.readString(file));
    }
}
