package io.faultline.logstream.dead;

/** Puts a record back where it came from. */
public interface Sender {
    /** Returns when it lies there again; with its old event id, so that who has read it recognises it. */
    void send(DeadLetter letter);
}
