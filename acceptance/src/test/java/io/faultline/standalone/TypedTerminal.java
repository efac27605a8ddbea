package io.faultline.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A shell that is typed into, as a reader of a page does it. */
final class TypedTerminal implements AutoCloseable {
    private static final String DONE = "typed-and-done";
    private final Process shell;
    private final Writer keys;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    TypedTerminal(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        shell = builder.start();
        keys = shell.outputWriter(UTF_8);
        BufferedReader screen = shell.inputReader(UTF_8);
        Thread.ofVirtual().start(() -> screen.lines().forEach(lines::add));
    }

    /** Types and waits for what comes. */
    List<String> type(String text, Duration patience) throws IOException, InterruptedException {
        typeOnly(text + "\necho " + DONE);
        List<String> shown = new ArrayList<>();
        for (String line = next(patience); !line.equals(DONE); line = next(patience)) {
            shown.add(line);
        }
        return shown;
    }

    void typeOnly(String text) throws IOException {
        keys.write(text + "\n");
        keys.flush();
    }

    private String next(Duration patience) throws InterruptedException {
        String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IllegalStateException("nothing came for " + patience);
        }
        return line;
    }

    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
