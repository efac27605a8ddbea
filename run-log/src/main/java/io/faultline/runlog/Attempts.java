package io.faultline.runlog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does a batch at once and, where that fails, piece by piece, so that one poison record costs only itself. Trouble with
 * the house is thrown: the batch comes again.
 */
final class Attempts {
    private static final int TRIES = 3;

    private Attempts() {}

    /** What could not be done, and why. */
    record Failed<T>(T piece, String reason) {}

    static <T> List<Failed<T>> at(List<T> batch, Consumer<List<T>> work) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            work.accept(batch);
            return List.of();
        } catch (RuntimeException e) {
            if (Trouble.isInfrastructure(e)) {
                throw e;
            }
            List<Failed<T>> failed = new ArrayList<>();
            batch.forEach(piece -> alone(piece, work, failed));
            return failed;
        }
    }

    private static <T> void alone(T piece, Consumer<List<T>> work, List<Failed<T>> failed) {
        for (int attempt = 1;; attempt++) {
            try {
                work.accept(List.of(piece));
                return;
            } catch (RuntimeException e) {
                if (Trouble.isInfrastructure(e)) {
                    throw e;
                }
                if (attempt == TRIES) {
                    failed.add(new Failed<>(piece, Trouble.reason(e)));
                    return;
                }
            }
        }
    }
}
