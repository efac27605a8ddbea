package io.faultline.injector.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The first line and the header fields of a message of HTTP/1, in order and as they were written. */
record HttpHead(String start, List<Field> fields) {
    private static final int LARGEST = 256 << 10;
    private static final int CHUNK = 16 << 10;

    record Field(String name, String value) {}

    /** How much follows the head. */
    sealed interface Framing {
        record None() implements Framing {}

        record Length(long bytes) implements Framing {}

        record Chunked() implements Framing {}

        record UntilClose() implements Framing {}
    }

    HttpHead {
        fields = List.copyOf(fields);
    }

    /** Empty at the end of what comes in. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        String start = line(in);
        while (start != null && start.isEmpty()) {
            start = line(in);
        }
        if (start == null) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        int size = start.length();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            size += line.length();
            if (size > LARGEST) {
                throw new IOException("the head of a message is too large");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
            }
        }
        return Optional.of(new HttpHead(start, fields));
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
            }
            line.write(next);
            if (line.size() > LARGEST) {
                throw new IOException("a line of a message is too long");
            }
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    void write(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        fields.forEach(field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    Optional<String> value(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).findFirst();
    }

    boolean says(String name, String word) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name))
                .anyMatch(field -> field.value().toLowerCase(Locale.ROOT).contains(word));
    }

    HttpHead with(String name, String value) {
        HttpHead without = without(name);
        List<Field> more = new ArrayList<>(without.fields);
        more.add(new Field(name, value));
        return new HttpHead(start, more);
    }

    /** With these fields as they are given here; one that is empty is taken away. */
    HttpHead with(Map<String, String> values) {
        HttpHead changed = this;
        for (Map.Entry<String, String> each : values.entrySet()) {
            changed = each.getValue().isEmpty()
                    ? changed.without(each.getKey())
                    : changed.with(each.getKey(), each.getValue());
        }
        return changed;
    }

    HttpHead without(String name) {
        return new HttpHead(start, fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
    }

    HttpHead startingWith(String line) {
        return new HttpHead(line, fields);
    }

    String method() {
        return start.split(" ", 2)[0];
    }

    /** Of an answer. */
    int status() {
        String[] words = start.split(" ", 3);
        return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    }

    boolean isOld() {
        return start.endsWith("HTTP/1.0") || start.startsWith("HTTP/1.0");
    }

    /** Whether the connection ends after this message. */
    boolean ends() {
        return says("Connection", "close") || isOld() && !says("Connection", "keep-alive");
    }

    Framing ofRequest() {
        if (says("Transfer-Encoding", "chunked")) {
            return new Framing.Chunked();
        }
        return length().<Framing>map(Framing.Length::new).orElseGet(Framing.None::new);
    }

    Framing ofAnswerTo(String method) {
        int status = status();
        if (method.equals("HEAD") || status == 204 || status == 304 || status < 200) {
            return new Framing.None();
        }
        if (says("Transfer-Encoding", "chunked")) {
            return new Framing.Chunked();
        }
        return length().<Framing>map(Framing.Length::new).orElseGet(Framing.UntilClose::new);
    }

    private Optional<Long> length() {
        return value("Content-Length").filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
    }

    /** Passes on what follows the head, byte by byte as it is; without anywhere to go it is read all the same. */
    static void pass(Framing framing, InputStream in, OutputStream out) throws IOException {
        switch (framing) {
            case Framing.None _ -> {
            }
            case Framing.Length(long bytes) -> pass(bytes, in, out);
            case Framing.UntilClose _ -> in.transferTo(out);
            case Framing.Chunked _ -> chunks(in, out);
        }
        out.flush();
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        while (true) {
            String size = line(in);
            if (size == null) {
                throw new IOException("a message ended within its chunks");
            }
            out.write((size + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            long bytes = Long.parseLong(size.split(";", 2)[0].strip(), 16);
            if (bytes == 0) {
                break;
            }
            pass(bytes, in, out);
            String end = line(in);
            out.write((end == null ? "" : end + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        for (String trailer = line(in); trailer != null; trailer = line(in)) {
            out.write((trailer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (trailer.isEmpty()) {
                return;
            }
        }
    }

    private static void pass(long bytes, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long left = bytes;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("a message ended before its length");
            }
            out.write(buffer, 0, count);
            left -= count;
            if (in.available() == 0) {
                out.flush();
            }
        }
    }
}
