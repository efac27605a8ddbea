package io.faultline.logstream.tail;

/** Something kept, as the bytes that go to clients: made once, shared by all of them. */
public record Frame(long sequence, String type, byte[] bytes) {}
