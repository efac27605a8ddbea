package io.faultline.formats.litmus;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.faultline.formats.Finding;
import io.faultline.formats.litmus.Note.Kind;
import org.jspecify.annotations.Nullable;

/** Collects what is to be said about a manifest while it is read. */
final class Notes {
    /** More than this nobody reads. */
    private static final int MOST = 1000;
    private static final Comparator<Note> IN_FILE_ORDER = Comparator.<Note>comparingInt(note -> note.finding().line())
            .thenComparingInt(note -> note.finding().column());
    private final String file;
    private final Set<Note> notes = new LinkedHashSet<>();
    private int refusals;

    Notes(String file) {
        this.file = file;
    }

    void refuse(Spot spot, String message) {
        refuse(spot, message, null);
    }

    void refuse(Spot spot, String message, @Nullable String meant) {
        refusals++;
        add(Kind.REFUSED, spot, message, meant);
    }

    void differently(Spot spot, String message) {
        add(Kind.DIFFERENTLY, spot, message, null);
    }

    void ignore(Spot spot, String message) {
        add(Kind.IGNORED, spot, message, null);
    }

    boolean refused() {
        return refusals > 0;
    }

    /** How often something was refused so far. */
    int refusals() {
        return refusals;
    }

    List<Note> inFileOrder() {
        return notes.stream().sorted(IN_FILE_ORDER).toList();
    }

    private void add(Kind kind, Spot spot, String message, @Nullable String meant) {
        if (notes.size() < MOST || kind == Kind.REFUSED && notes.size() < 2 * MOST) {
            notes.add(new Note(kind, new Finding(file, spot.place().line(), spot.place().column(), spot.pointer(),
                    spot.in(message), meant)));
        }
    }
}
