package io.faultline.logstream.tail;

/** How something kept looks on its way to a client. */
public interface Encoding {
    Frame frame(Kept kept);
}
