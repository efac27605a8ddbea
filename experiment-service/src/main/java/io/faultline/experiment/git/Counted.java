package io.faultline.experiment.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Ends when too much has come, over all streams that share what is left. */
final class Counted extends FilterInputStream {
    private final AtomicLong left;

    Counted(InputStream in, AtomicLong left) {
        super(in);
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = in.read(into, from, length);
        count(read);
        return read;
    }

    private void count(long bytes) throws IOException {
        if (bytes > 0 && left.addAndGet(-bytes) < 0) {
            throw new Egress.NotAllowed("it is too large: more comes than this server takes");
        }
    }
}
