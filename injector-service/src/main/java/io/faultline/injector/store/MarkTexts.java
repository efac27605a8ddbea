package io.faultline.injector.store;

import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.MarkText;

/** How marks are written: for whoever mends without a journal, too. */
public final class MarkTexts {
    private MarkTexts() {}

    /** The same JSON the journal keeps undos in. */
    public static MarkText json() {
        return new Json();
    }

    /** For whoever has an undo carried out elsewhere. */
    public static UndoText undos() {
        return new Json();
    }
}
