package io.faultline.resilience.point;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The crash points of the service in this JVM. Who holds the process says, on its standard input, which one it waits for;
 * when that is reached the thread says so and never goes on: what is killed then, is killed exactly there.
 */
public final class CrashPoints {
    private static final CrashPoints HERE = new CrashPoints();

    private final Map<String, Integer> passed = new HashMap<>();
    private PrintStream told = System.out;
    private String service = "";
    private boolean tracing;
    private @Nullable String armed;

    private CrashPoints() {}

    /** A driver and an interceptor are made by name, by others: they find the points of their JVM here. */
    public static CrashPoints here() {
        return HERE;
    }

    public synchronized void of(String named, PrintStream listener) {
        service = named;
        told = listener;
    }

    /** Does what a line from the process' holder says. */
    public synchronized void order(String line) {
        passed.clear();
        tracing = line.equals("trace");
        armed = line.startsWith("arm ") ? line.substring("arm ".length()) : null;
    }

    /**
     * Something is about to happen, or has.
     *
     * @param kind commit or produce
     * @param labels what it is of; the first names it, and it is found under each of them, because how many facts come
     *     together in one transaction is chance
     * @param when before or after
     */
    void pass(String kind, List<String> labels, String when) {
        if (reached(kind, labels, when)) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    private synchronized boolean reached(String kind, List<String> labels, String when) {
        for (String label : labels) {
            String point = "%s %s %s %s".formatted(service, when, kind, label);
            String name = point + " #" + passed.merge(point, 1, Integer::sum);
            if (tracing && label.equals(labels.getFirst())) {
                told.println("point " + name);
            }
            if (name.equals(armed)) {
                armed = null;
                told.println("reached " + name);
                return true;
            }
        }
        return false;
    }
}
