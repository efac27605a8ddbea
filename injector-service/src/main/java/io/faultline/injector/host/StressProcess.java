package io.faultline.injector.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
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
    /** Said on its input once it is where it is to work. */
    static final int GO = 'g';
    /** Before the work: it waits until it is told to go, and ends with that process. */
    static final String BESIDE = "beside";
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int WRITTEN_AT_ONCE = 1 << 20;
    private static final long CYCLE = Duration.ofMillis(50).toNanos();

    private StressProcess() {}

    /** Arguments: mark, milliseconds to live, then the work, perhaps beside another process. */
    public static void main(String[] args) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> endWithInput(go));
        offerToTheKernel();
        if (args[2].equals(BESIDE)) {
            go.await();
            Thread.ofPlatform().daemon().start(() -> endWith(Path.of("/proc", args[3])));
            work(args[0], Arrays.copyOfRange(args, 4, args.length));
        } else {
            work(args[0], Arrays.copyOfRange(args, 2, args.length));
        }
        System.out.println("ready");
        boolean _ = over.await(Long.parseLong(args[1]), TimeUnit.MILLISECONDS);
    }

    private static void work(String mark, String[] work) {
        switch (work[0]) {
            case "cpu" -> {
                for (int i = 0; i < Integer.parseInt(work[1]); i++) {
                    Thread.ofPlatform().daemon().start(() -> burn(Integer.parseInt(work[2])));
                }
            }
            case "writes" -> {
                for (int i = 0; i < Integer.parseInt(work[3]); i++) {
                    Path file = Path.of(work[1], mark + "-" + i + ".io");
                    Thread.ofPlatform().daemon().start(() -> write(file, Long.parseLong(work[2])));
                }
            }
            default -> Arena.global().allocate(Long.parseLong(work[1])).fill((byte) 1);
        }
    }

    /** The file has no name from the start: however this process ends, nothing is left. */
    private static void write(Path file, long bytes) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(WRITTEN_AT_ONCE);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Files.delete(file);
            while (true) {
                for (long left = bytes; left > 0; left -= chunk.limit()) {
                    chunk.clear().limit((int) Math.min(chunk.capacity(), left));
                    int _ = out.write(chunk);
                }
                out.force(false);
                out.position(0);
            }
        } catch (IOException e) {
            System.err.println("cannot be written to any more: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    /** It would keep the control group of a container that is gone from going too. */
    private static void endWith(Path process) {
        while (Files.exists(process)) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void endWithInput(CountDownLatch go) {
        try {
            int said = System.in.read();
            if (said == GO) {
                go.countDown();
                said = System.in.read();
            }
            if (said == STAY) {
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
