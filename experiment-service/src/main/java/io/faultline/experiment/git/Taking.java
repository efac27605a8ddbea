package io.faultline.experiment.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.PathRules;
import org.jspecify.annotations.Nullable;

/** What is taken of the files somebody else has packed, and what is left out and why: only text, and not too much of it. */
final class Taking {
    private static final int MOST_LEFT_OUT = 100;
    private final Bounds bounds;
    private final Predicate<String> wanted;
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private long total;

    Taking(Bounds bounds, Predicate<String> wanted) {
        this.bounds = bounds;
        this.wanted = wanted;
    }

    /** What a file holds, once it is known to fit. */
    @FunctionalInterface
    interface Content {
        byte[] bytes() throws IOException;
    }

    Fetched.Files done(String version, @Nullable String hostKey) {
        return new Fetched.Files(version, files, leftOut, hostKey);
    }

    boolean wants(String path) {
        return wanted.test(path);
    }

    /**
     * One that is wanted.
     *
     * @param size as far as it is said; what is read is measured again
     */
    void file(String path, long size, Content content) throws IOException {
        if (!PathRules.isSafe(path)) {
            leave(path, "is no path that is taken: letters, digits and - . _ only");
        } else if (files.containsKey(path)) {
            leave(path, "is there twice");
        } else if (PathRules.collides(path, files)) {
            leave(path, "differs from another file in capitals only");
        } else if (files.size() >= bounds.files()) {
            leave(path, "is one file too many: %d are taken".formatted(bounds.files()));
        } else if (fits(path, size)) {
            byte[] bytes = content.bytes();
            if (fits(path, bytes.length)) {
                text(path, bytes);
            }
        }
    }

    /** What leads elsewhere, and could lead to something wanted. */
    void link(String path, String what) {
        if (wanted.test(path) || wanted.test(path + "/a.yaml") || wanted.test(path + "/a/a.yaml")) {
            leave(path, "is a %s: %ss are not followed".formatted(what, what));
        }
    }

    private boolean fits(String path, long size) {
        if (size > bounds.file()) {
            leave(path, "is larger than %d KB".formatted(bounds.file() >> 10));
        } else if (total + size > bounds.total()) {
            leave(path, "is too much: %d MB are taken".formatted(bounds.total() >> 20));
        }
        return size <= bounds.file() && total + size <= bounds.total();
    }

    private void text(String path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                total += bytes.length;
                files.put(path, text);
                return;
            }
        } catch (CharacterCodingException e) {
            // said below
        }
        leave(path, "is no text");
    }

    void leave(String path, String why) {
        if (leftOut.size() < MOST_LEFT_OUT) {
            String shown = path.length() > 200 ? path.substring(0, 200) + "..." : path;
            leftOut.add(shown.replaceAll("\\p{Cntrl}", "?") + " " + why);
        }
    }
}
