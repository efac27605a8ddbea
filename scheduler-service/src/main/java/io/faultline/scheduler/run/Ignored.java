package io.faultline.scheduler.run;

/** Why a fact changed nothing. */
public enum Ignored {
    /** Of a run nobody has asked for. */
    UNKNOWN_RUN,
    /** Of a run that is settled. */
    SETTLED,
    /** It says what is already known. */
    DUPLICATE,
    /** Nobody waits for it any more. */
    LATE,
    /** Of a step that does not exist, is not due, or is none to be answered so. */
    UNEXPECTED
}
