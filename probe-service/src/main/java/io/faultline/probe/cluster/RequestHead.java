package io.faultline.probe.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The head of a request as a proxy gets it.
 *
 * @param target an address, or host and port of a tunnel (CONNECT)
 */
record RequestHead(String method, String target, List<String> headers) {
    private static final int LONGEST = 1 << 16;
    private static final String END = "\r\n";

    static RequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0 || bytes.size() > LONGEST) {
                throw new IOException("no whole head of a request");
            }
            bytes.write(next);
            last = last << 8 | next;
        }
        List<String> lines = Stream.of(bytes.toString(StandardCharsets.ISO_8859_1).split(END)).toList();
        String[] words = lines.getFirst().split(" ");
        if (words.length != 3) {
            throw new IOException("no request line: " + lines.getFirst());
        }
        return new RequestHead(words[0], words[1], lines.subList(1, lines.size()));
    }

    boolean isTunnel() {
        return method.equals("CONNECT");
    }

    String host() {
        return String.valueOf(uri().getHost());
    }

    int port() {
        return uri().getPort() < 0 ? 80 : uri().getPort();
    }

    /** The path with the query. */
    String path() {
        String path = uri().getRawPath() == null || uri().getRawPath().isEmpty() ? "/" : uri().getRawPath();
        return uri().getRawQuery() == null ? path : path + "?" + uri().getRawQuery();
    }

    boolean has(String header) {
        return headers.stream().anyMatch(each -> isNamed(each, header));
    }

    /** As the one who answers gets it: with a path, and nothing that is between a client and its proxy. */
    byte[] onward(String path, List<String> added) {
        List<String> lines = new ArrayList<>(List.of("%s %s HTTP/1.1".formatted(method, path)));
        headers.stream().filter(each -> !isNamed(each, "connection") && !each.toLowerCase(Locale.ROOT).startsWith(
                "proxy-")).forEach(lines::add);
        lines.add("Connection: close");
        lines.addAll(added);
        return (String.join(END, lines) + END + END).getBytes(StandardCharsets.ISO_8859_1);
    }

    private URI uri() {
        return URI.create(isTunnel() ? "tunnel://" + target : target);
    }

    private static boolean isNamed(String line, String header) {
        return line.toLowerCase(Locale.ROOT).startsWith(header + ":");
    }
}
