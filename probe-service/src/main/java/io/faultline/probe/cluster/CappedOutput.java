package io.faultline.probe.cluster;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is written, so that a talkative command fills no memory. */
final class CappedOutput extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;

    CappedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int each) {
        write(new byte[]{(byte) each}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.clamp(limit - kept.size(), 0, length));
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8).strip();
    }
}
