package io.faultline.logstream.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's bounded buffer. Filling it never waits: when it is full its oldest frames give way and are counted, so that
 * a client that reads slowly costs itself and nobody else.
 */
public final class Client {
    private static final int AT_ONCE = 64;

    private final int mostFrames;
    private final int mostBytes;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private long missedFrom;
    private long missedTo;
    private long newest;
    private boolean look;
    private boolean closed;

    Client(int mostFrames, int mostBytes) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
    }

    /** Returns how many frames gave way. */
    int offer(Frame frame) {
        lock.lock();
        try {
            int dropped = 0;
            waiting.add(frame);
            bytes += frame.bytes().length;
            newest = Math.max(newest, frame.sequence());
            while (waiting.size() > mostFrames || bytes > mostBytes && waiting.size() > 1) {
                drop(waiting.remove());
                dropped++;
            }
            changed.signal();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void drop(Frame frame) {
        bytes -= frame.bytes().length;
        missedFrom = missedFrom == 0 ? frame.sequence() : missedFrom;
        missedTo = frame.sequence();
    }

    /** Says how far its feed has come; it looks into the archive if it has not heard of that. */
    void look(long reached) {
        lock.lock();
        try {
            if (reached > newest) {
                newest = reached;
                look = true;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits at most this long for something to do. */
    public Next next(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && missedFrom == 0 && !look && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    private Next take() {
        if (closed) {
            return new Next.Closed();
        }
        if (missedFrom > 0) {
            Next missed = new Next.Missed(missedFrom, missedTo);
            missedFrom = 0;
            return missed;
        }
        if (!waiting.isEmpty()) {
            List<Frame> frames = new ArrayList<>();
            while (!waiting.isEmpty() && frames.size() < AT_ONCE) {
                Frame frame = waiting.remove();
                bytes -= frame.bytes().length;
                frames.add(frame);
            }
            return new Next.Send(frames);
        }
        boolean looking = look;
        look = false;
        return looking ? new Next.Look() : new Next.Quiet();
    }
}
