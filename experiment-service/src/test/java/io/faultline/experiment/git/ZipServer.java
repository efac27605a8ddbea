package io.faultline.experiment.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.sun.net.httpserver.HttpServer;

/** A real server of zip files over HTTP, honest or not. */
public final class ZipServer implements AutoCloseable {
    private static final int ENTRY = 0x02014b50;
    private final HttpServer http;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();

    public ZipServer() {
        this(InetAddress.getLoopbackAddress());
    }

    ZipServer(InetAddress address) {
        try {
            http = HttpServer.create(new InetSocketAddress(address, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                if (elsewhere.containsKey(path)) {
                    exchange.getResponseHeaders().set("Location", elsewhere.get(path));
                    exchange.sendResponseHeaders(302, -1);
                } else if (files.containsKey(path)) {
                    exchange.sendResponseHeaders(200, files.get(path).length);
                    exchange.getResponseBody().write(files.get(path));
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        http.start();
    }

    public String url(String path) {
        return "http://%s:%d%s".formatted(http.getAddress().getAddress().getHostAddress(), http.getAddress().getPort(),
                path);
    }

    public ZipServer at(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** Sends everybody there instead. */
    public ZipServer redirecting(String path, String to) {
        elsewhere.put(path, to);
        return this;
    }

    /** Entries by name, those that end with a slash being folders. */
    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** With an entry that is a link, as tools of Unix write it. */
    static byte[] linked(byte[] zip, String name) {
        return patched(zip, name, 38, 0xa1ff << 16);
    }

    /** With an entry that says it is small. */
    static byte[] lying(byte[] zip, String name) {
        return patched(zip, name, 24, 10);
    }

    private static byte[] patched(byte[] zip, String name, int field, int value) {
        ByteBuffer all = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < zip.length - 46 - wanted.length; at++) {
            byte[] found = new byte[wanted.length];
            all.get(at + 46, found);
            if (all.getInt(at) == ENTRY && all.getShort(at + 28) == wanted.length
                    && java.util.Arrays.equals(found, wanted)) {
                all.putInt(at + field, value);
                return all.array();
            }
        }
        throw new IllegalArgumentException("no entry " + name);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
