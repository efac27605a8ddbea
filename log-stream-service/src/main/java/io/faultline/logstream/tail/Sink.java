package io.faultline.logstream.tail;

import java.io.IOException;

/** A client's end of the line. Writing waits as long as the client does not read. */
public interface Sink {
    void write(Frame frame) throws IOException;

    void missed(long from, long to) throws IOException;

    /** Shows that the line still stands. */
    void heartbeat() throws IOException;

    void flush() throws IOException;
}
