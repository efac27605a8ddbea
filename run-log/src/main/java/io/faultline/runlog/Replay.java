package io.faultline.runlog;

/** Puts a record back on its topic as it was: key, headers and value. */
public interface Replay {
    /** Returns when Kafka has acknowledged it; who already read it recognises it by its event id. */
    void replay(ReceivedRecord original);
}
