package io.faultline.formats.litmus;

import io.faultline.formats.Finding;

/** Something a manifest says that is not taken over as it stands, where it stands, and why. */
public record Note(Kind kind, Finding finding) {
    /** What becomes of it, gravest first. */
    public enum Kind {
        /** It cannot be honoured, and leaving it out would change what the experiment does. */
        REFUSED("refused"),
        /** It is honoured, in another way. */
        DIFFERENTLY("differently"),
        /** It is left out: nothing of it is needed here. */
        IGNORED("ignored");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return "%s:%d:%d: %s: %s".formatted(finding.file(), finding.line(), finding.column(), kind.word(),
                finding.advice());
    }
}
