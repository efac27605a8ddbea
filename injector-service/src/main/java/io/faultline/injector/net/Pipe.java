package io.faultline.injector.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;

import io.faultline.injector.fault.network.Toxic;
import io.faultline.injector.fault.network.ToxicRules;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what comes in goes out in order, when the toxics let it; none of it is lost. */
final class Pipe {
    private static final int CHUNK = 64 << 10;
    private static final int ROOM = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
    private final DoubleSupplier draw;
    private final long opened = System.nanoTime();
    private List<Toxic> toxics = List.of();
    private int size;
    private long nextAt = opened;
    private long passed;
    private boolean ended;
    private boolean left;

    /** What came of passing bytes on. */
    enum Outcome {
        ENDED, RESET, CUT
    }

    /** What is to be done now: pass these bytes on, or stop. */
    private sealed interface Next {
        record Out(Chunk chunk) implements Next {}

        record Over(Outcome outcome) implements Next {}
    }

    private record Chunk(byte[] bytes, int from, long arrived, double draw) {
        int left() {
            return bytes.length - from;
        }
    }

    /**
     * @param draw luck with jitter, from -1 to 1
     */
    Pipe(DoubleSupplier draw) {
        this.draw = draw;
    }

    /** Other toxics act from now on, also on what waits already. */
    void poison(List<Toxic> now) {
        lock.lock();
        try {
            toxics = List.copyOf(now);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in all there is; returns at its end. */
    void pull(InputStream in) throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                byte[] bytes = new byte[count];
                System.arraycopy(buffer, 0, bytes, 0, count);
                take(bytes);
            }
        } finally {
            end();
        }
    }

    private void take(byte[] bytes) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size > ROOM && !left) {
                drained.await();
            }
            if (left) {
                throw new IOException("nobody takes on what comes in");
            }
            waiting.add(new Chunk(bytes, 0, System.nanoTime(), draw.getAsDouble()));
            size += bytes.length;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets out what comes, until its end, or until a toxic ends it. */
    Outcome push(OutputStream out) throws IOException, InterruptedException {
        try {
            while (true) {
                switch (await()) {
                    case Next.Out(Chunk chunk) -> out.write(chunk.bytes(), chunk.from(), chunk.left());
                    case Next.Over(Outcome outcome) -> {
                        return outcome;
                    }
                }
            }
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            left = true;
            waiting.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Next await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Chunk head = waiting.peek();
                if (head == null && ended && !held()) {
                    return new Next.Over(Outcome.ENDED);
                }
                switch (ToxicRules.next(toxics, standing(head))) {
                    case ToxicRules.Move.Pass(int count, long at) when head != null -> {
                        nextAt = at;
                        return new Next.Out(pass(head, count));
                    }
                    case ToxicRules.Move.Pass _ -> changed.await();
                    case ToxicRules.Move.WaitUntil(long at) -> {
                        long _ = changed.awaitNanos(at - System.nanoTime());
                    }
                    case ToxicRules.Move.WaitForChange _ -> changed.await();
                    case ToxicRules.Move.Reset _ -> {
                        return new Next.Over(Outcome.RESET);
                    }
                    case ToxicRules.Move.Cut _ -> {
                        return new Next.Over(Outcome.CUT);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A black hole swallows the end of a connection, too. */
    private boolean held() {
        return toxics.stream().anyMatch(Toxic.Blackhole.class::isInstance);
    }

    private ToxicRules.Standing standing(@Nullable Chunk head) {
        long now = System.nanoTime();
        return head == null
                ? new ToxicRules.Standing(0, now, 0, opened, nextAt, passed, now)
                : new ToxicRules.Standing(head.left(), head.arrived(), head.draw(), opened, nextAt, passed, now);
    }

    private Chunk pass(Chunk head, int count) {
        waiting.poll();
        size -= count;
        passed += count;
        drained.signal();
        if (count == head.left()) {
            return head;
        }
        waiting.addFirst(new Chunk(head.bytes(), head.from() + count, head.arrived(), head.draw()));
        byte[] slice = new byte[count];
        System.arraycopy(head.bytes(), head.from(), slice, 0, count);
        return new Chunk(slice, 0, head.arrived(), head.draw());
    }
}
