package io.faultline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a client was made of.
 *
 * @param written the files it was read from, and when they were written; none where they are not known
 * @param way address, certificates and name: what a client cannot change
 */
record Credentials(Map<Path, String> written, List<String> way) {
    static Credentials of(Config config) {
        Map<Path, String> written = new HashMap<>();
        Stream.of(config.getFile() == null ? null : config.getFile().getPath(), config.getCaCertFile(),
                config.getClientCertFile()).filter(Objects::nonNull).map(Path::of)
                .forEach(each -> written.put(each, time(each)));
        return new Credentials(written, Stream.of(config.getMasterUrl(), config.getCaCertData(),
                config.getClientCertData(), text(config.getCaCertFile()), text(config.getClientCertFile()),
                config.getUsername()).map(String::valueOf).toList());
    }

    boolean areUpToDate() {
        return written.entrySet().stream().allMatch(each -> each.getValue().equals(time(each.getKey())));
    }

    boolean isSameWay(Credentials other) {
        return way.equals(other.way);
    }

    private static String time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toString();
        } catch (IOException e) {
            return "not there";
        }
    }

    private static String text(@Nullable String file) {
        try {
            return file == null ? "" : Files.readString(Path.of(file));
        } catch (IOException e) {
            return "not there";
        }
    }
}
