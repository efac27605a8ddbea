package io.faultline.formats.yaml;

import java.util.Optional;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** A place in a text; lines and columns count from 1. */
public record Place(int line, int column) {
    public static final Place START = new Place(1, 1);

    public static Place of(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(START);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
