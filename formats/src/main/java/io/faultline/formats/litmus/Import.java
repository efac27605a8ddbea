package io.faultline.formats.litmus;

import java.util.List;

/** What came of reading a manifest. */
public sealed interface Import {
    /** Everything there is to say about what was not taken over as it stands, in the order of the file. */
    List<Note> notes();

    /** It means this experiment. */
    record Converted(Manifest manifest, List<Note> notes) implements Import {
        public Converted {
            notes = List.copyOf(notes);
        }
    }

    /** It cannot be honoured; the notes that refuse say why. */
    record Refused(List<Note> notes) implements Import {
        public Refused {
            notes = List.copyOf(notes);
        }
    }
}
