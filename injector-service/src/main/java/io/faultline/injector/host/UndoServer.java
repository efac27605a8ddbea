package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.NotReverted;

/**
 * Carries out undos for a watchdog that cannot do so itself. Lines in: <code>id undo...</code>; lines out:
 * <code>id trouble</code>, escaped, and empty when there was none.
 */
public final class UndoServer {
    private UndoServer() {}

    /** Returns when the input has ended, and everything that was asked is answered. */
    public static void serve(InputStream in, PrintStream out, Mender mender) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                hands.execute(() -> {
                    String trouble = trouble(words, mender);
                    synchronized (out) {
                        out.println(words[0] + " " + Words.escape(trouble));
                    }
                });
            }
        }
    }

    /** An answer comes also when a class cannot be loaded, or memory is short: waiting for it would tell nothing. */
    private static String trouble(String[] words, Mender mender) {
        try {
            mender.revert(UndoLine.read(words[1], words[2], words[3]));
            return "";
        } catch (NotReverted e) {
            return e.reason();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return e.toString();
        }
    }
}
