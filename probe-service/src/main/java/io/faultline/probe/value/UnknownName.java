package io.faultline.probe.value;

/** A <code>${name}</code> nothing stands for; its message names it, never a value. */
public final class UnknownName extends IllegalArgumentException {
    UnknownName(String name, String why) {
        super("${%s}: %s".formatted(name, why));
    }
}
