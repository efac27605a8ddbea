package io.faultline.shop;

import java.util.HashMap;
import java.util.Map;

/** What a program was given on its command line, as pairs: <code>--port 18080</code>. */
record Arguments(Map<String, String> values) {
    static Arguments of(String... words) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            values.put(words[i], words[i + 1]);
        }
        if (words.length % 2 != 0) {
            throw new IllegalArgumentException("'%s' needs a value".formatted(words[words.length - 1]));
        }
        return new Arguments(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        String text = values.get(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** Given by whoever starts this program as a child: it is to end with its parent. */
    boolean endsWithItsParent() {
        return text("--end", "").equals("with-parent");
    }
}
