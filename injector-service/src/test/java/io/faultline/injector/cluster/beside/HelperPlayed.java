package io.faultline.injector.cluster.beside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import org.jspecify.annotations.Nullable;

/** The far end of lines, each of which hears all its answers; it answers as a helper does that has nothing in force. */
final class HelperPlayed {
    private static final int END = -1;

    final List<String> told = new CopyOnWriteArrayList<>();
    private final Said said = new Said();
    private final OutputStream hears = new OutputStream() {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        /** What is said at once stands together, whoever else speaks. */
        @Override
        public synchronized void write(byte[] letters, int at, int most) throws IOException {
            super.write(letters, at, most);
        }

        @Override
        public void write(int letter) throws IOException {
            if (breaks && line.toString(StandardCharsets.UTF_8).startsWith("renew")) {
                breaks = false;
                line.reset();
                throw new IOException("the line is broken");
            }
            if (letter == '\n') {
                hear(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(letter);
            }
        }
    };
    private final String greeting;
    /** What it is to make is made when it is let. */
    volatile CountDownLatch made = new CountDownLatch(0);
    /** At the first word after its greeting. */
    volatile boolean breaks;
    final AtomicInteger closed = new AtomicInteger();

    /** @param greeting what it says of itself when it is greeted */
    HelperPlayed(String greeting) {
        this.greeting = greeting;
    }

    HelperLine line(String pod, String id, HelperLine.Ear ear) throws IOException, InterruptedException {
        return HelperLine.over(said.attached(), pod, id, Duration.ofSeconds(5), ear);
    }

    private void hear(String line) {
        told.add(line);
        String[] words = line.split(" ");
        switch (words[0]) {
            case "hello" -> say("ready " + words[1] + " " + greeting);
            case "inject" -> Thread.ofVirtual().start(() -> {
                try {
                    made.await();
                    say("done " + words[1] + " ");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            case "revert" -> say("done " + words[1] + " ");
            default -> {
            }
        }
    }

    synchronized void say(String line) {
        for (byte letter : (line + "\n").getBytes(StandardCharsets.UTF_8)) {
            said.add((int) letter);
        }
    }

    /** It is gone, and all its lines are. */
    void end() {
        said.add(END);
    }

    long times(String word) {
        return told.stream().filter(line -> line.startsWith(word)).count();
    }

    /** Goes to all lines there are then. */
    private final class Said {
        private final List<Attached> all = new CopyOnWriteArrayList<>();

        Attached attached() {
            Attached one = new Attached();
            all.add(one);
            return one;
        }

        void add(int letter) {
            all.forEach(each -> each.heard.add(letter));
        }
    }

    private final class Attached implements ExecWatch {
        private final LinkedBlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        private final InputStream says = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    return heard.take();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                int letter = read();
                if (letter == END) {
                    return END;
                }
                into[at] = (byte) letter;
                return 1;
            }
        };

        @Override
        public OutputStream getInput() {
            return hears;
        }

        @Override
        public InputStream getOutput() {
            return says;
        }

        @Override
        public InputStream getError() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorChannel() {
            return InputStream.nullInputStream();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            heard.add(END);
        }

        @Override
        public void resize(int columns, int rows) {}

        @Override
        public CompletableFuture<@Nullable Integer> exitCode() {
            return new CompletableFuture<>();
        }
    }
}
