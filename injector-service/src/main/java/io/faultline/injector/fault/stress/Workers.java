package io.faultline.injector.fault.stress;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Worker processes of this machine, told apart by a mark on their command line. */
public interface Workers {
    /**
     * Starts a worker, unless one with this mark runs already. It ends by itself after that time, and when this process
     * dies.
     *
     * @param work what it does: <code>cpu threads percent</code> or <code>memory bytes</code>
     */
    void start(String mark, List<String> work, Duration longest) throws IOException, InterruptedException;

    /** Ends all workers with this mark, whoever started them; returns whether none is left. */
    boolean end(String mark);

    /** Memory that can be taken without hurting others, in bytes. */
    long memoryToSpare();
}
