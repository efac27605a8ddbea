package io.faultline.formats.litmus;

import java.util.Set;

/** Keeps names apart. */
final class Names {
    private Names() {}

    /** The name, or with a number behind it when it is taken; it is taken from now on. */
    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }
}
