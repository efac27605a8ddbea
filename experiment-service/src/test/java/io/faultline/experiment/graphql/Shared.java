package io.faultline.experiment.graphql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What lies beside this checkout on some machines and is not ours to copy; absent elsewhere, where tests of it are skipped. */
public final class Shared {
    private Shared() {}

    public static Path file(String path) {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, at -> at != null, Path::getParent).map(at -> at.resolve("shared").resolve(path))
                .filter(Files::exists).findFirst().orElse(here.resolve("shared").resolve(path));
    }
}
