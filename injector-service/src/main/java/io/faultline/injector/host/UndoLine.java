package io.faultline.injector.host;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Undo;

/** An undo as words of a line to the watchdog; only for effects that would outlive the injector. */
final class UndoLine {
    private UndoLine() {}

    static Optional<String> write(Undo undo) {
        return switch (undo) {
            case Undo.LetGoOn(long pid, long startedAt) -> Optional.of("let-go-on %d %d".formatted(pid, startedAt));
            case Undo.EndWorkers(String mark) -> Optional.of("end-workers " + escaped(mark));
            case Undo.DeleteFile(String path) -> Optional.of("delete-file " + escaped(path));
            case Undo.Nothing _,Undo.Killed _,Undo.RemoveToxic _,ClusterUndo _,ApplicationUndo _ -> Optional.empty();
        };
    }

    static Undo read(String kind, String first, String second) {
        return switch (kind) {
            case "let-go-on" -> new Undo.LetGoOn(Long.parseLong(first), Long.parseLong(second));
            case "end-workers" -> new Undo.EndWorkers(plain(first));
            case "delete-file" -> new Undo.DeleteFile(plain(first));
            default -> throw new IllegalArgumentException("no undo is called " + kind);
        };
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8) + " -";
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
