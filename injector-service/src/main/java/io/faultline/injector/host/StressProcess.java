package io.faultline.injector.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Main class of a worker process: takes processor or memory, and ends when its time is up or its input ends, that is
 * when its injector dies, unless that has handed it over. Offers itself first to a kernel that runs out of memory.
 */
final class StressProcess {
    /** Said on its input before that ends: it lives on. */
    static final int STAY = 's';
    private static final long CYCLE = Duration.ofMillis(50).toNanos();

    private StressProcess() {}

    /** Arguments: mark, milliseconds to live, then the work. */
    public static void main(String[] args) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(StressProcess::endWithInput);
        offerToTheKernel();
        if (args[2].equals("cpu")) {
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                Thread.ofPlatform().daemon().start(() -> burn(Integer.parseInt(args[4])));
            }
        } else {
            Arena.global().allocate(Long.parseLong(args[3])).fill((byte) 1);
        }
        System.out.println("ready");
        boolean _ = over.await(Long.parseLong(args[1]), TimeUnit.MILLISECONDS);
    }

    private static void endWithInput() {
        try {
            if (System.in.read() == STAY) {
                return;
            }
        } catch (IOException e) {
            System.err.println("input is gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void offerToTheKernel() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            System.err.println("the kernel was not told to end this process first: " + e.getMessage());
        }
    }

    private static void burn(int percent) {
        while (true) {
            long busyUntil = System.nanoTime() + CYCLE * percent / 100;
            while (System.nanoTime() < busyUntil) {
                Thread.onSpinWait();
            }
            if (percent < 100) {
                LockSupport.parkNanos(CYCLE * (100 - percent) / 100);
            }
        }
    }
}
