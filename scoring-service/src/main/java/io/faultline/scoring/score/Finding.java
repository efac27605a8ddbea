package io.faultline.scoring.score;

/** One reason for a verdict, as a sentence; its kind says what it weighs. */
record Finding(Kind kind, String sentence) {
    /** What there is to find, gravest first. */
    enum Kind {
        /** A fault may still be in force. */
        STUCK,
        /** The run ended before its first fault. */
        GATE,
        /** Something that should hold did not. */
        BROKEN,
        /** Something could not be measured. */
        UNMEASURABLE,
        /** Something could not be done. */
        FAILED,
        /** The run, or a fault, ended early. */
        STOPPED,
        /** Something was never done. */
        NEVER,
        /** Worth saying, of no weight. */
        NOTE
    }
}
