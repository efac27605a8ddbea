package io.faultline.formats.yaml;

import java.util.List;
import java.util.stream.Stream;

/** JSON Pointers (RFC 6901) as text. */
public final class Pointers {
    private Pointers() {}

    public static List<String> steps(String pointer) {
        return Stream.of(pointer.split("/", -1)).skip(1).map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    public static String child(String pointer, String step) {
        return pointer + "/" + step.replace("~", "~0").replace("/", "~1");
    }

    public static boolean within(String pointer, String outer) {
        return pointer.equals(outer) || pointer.startsWith(outer + "/");
    }

    public static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }
}
