package io.faultline.injector.host;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.faultline.injector.fault.beside.EffectLine;
import org.jspecify.annotations.Nullable;

/** Texts as one word of a line: escaped as in an address, separated by commas; what is missing is a tilde. */
record Words(List<String> all) {
    private static final String MISSING = "~";

    static Words of(String word) {
        return new Words(List.of(word.split(",", -1)));
    }

    static String list(@Nullable String... texts) {
        return Arrays.stream(texts).map(Words::escaped).collect(Collectors.joining(","));
    }

    private static String escaped(@Nullable String text) {
        return text == null ? MISSING : escape(text);
    }

    static String escape(String text) {
        return EffectLine.escaped(text);
    }

    static String plain(String word) {
        return EffectLine.plain(word);
    }

    String at(int index) {
        return Objects.requireNonNull(orNull(index), "a word is missing");
    }

    @Nullable
    String orNull(int index) {
        return all.get(index).equals(MISSING) ? null : plain(all.get(index));
    }
}
