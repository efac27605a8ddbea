package io.faultline.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a Faultline is and the key that opens it: a flag, else the environment, else the key file of
 * <code>./faultline dev</code>, which is offered to this machine only.
 */
public record Access(URI address, @Nullable String key) {
    public static final String DEFAULT_ADDRESS = "http://127.0.0.1:8080";

    public static Access find(@Nullable String address, @Nullable Path keyFile, Map<String, String> environment) {
        String chosen = address != null
                ? address
                : environment.getOrDefault("FAULTLINE_ADDRESS", DEFAULT_ADDRESS);
        URI uri = parse(chosen);
        return new Access(uri, key(uri, keyFile, environment));
    }

    /** The folder of this user's Faultline. */
    public static Path home(Map<String, String> environment) {
        String home = environment.get("FAULTLINE_HOME");
        return home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".faultline") : Path.of(home);
    }

    public URI resolve(String path) {
        return URI.create(address + path);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private static URI parse(String text) {
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI uri = URI.create(whole.replaceAll("/+$", ""));
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no address; write it like " + DEFAULT_ADDRESS, e);
        }
        throw new IllegalArgumentException("'" + text + "' is no address; write it like " + DEFAULT_ADDRESS);
    }

    private static @Nullable String key(URI address, @Nullable Path keyFile, Map<String, String> environment) {
        if (keyFile != null) {
            return readKey(keyFile);
        }
        String key = environment.get("FAULTLINE_API_KEY");
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        Path devKey = home(environment).resolve("dev.key");
        return isThisMachine(address) && Files.isReadable(devKey) ? readKey(devKey) : null;
    }

    private static String readKey(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** Whether only this machine reaches it so. */
    public boolean isThisMachine() {
        return isThisMachine(address);
    }

    private static boolean isThisMachine(URI address) {
        String host = address.getHost();
        if ("localhost".equals(host)) {
            return true;
        }
        try {
            boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
