package io.faultline.injector.host;

import java.util.Optional;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.Undo;

/**
 * An undo as words of a line to the watchdog; only for effects that would outlive the injector, and that somebody on this
 * machine can take away: a helper beside its target mends by itself.
 */
final class UndoLine {
    private UndoLine() {}

    static Optional<String> write(Undo undo) {
        return switch (undo) {
            case Undo.LetGoOn(long pid, long startedAt) -> Optional.of("let-go-on %d %d".formatted(pid, startedAt));
            case Undo.EndWorkers(String mark) -> Optional.of("end-workers " + escaped(mark));
            case Undo.DeleteFile(String path) -> Optional.of("delete-file " + escaped(path));
            case ApplicationUndo there when there.door().byAddress() -> Optional.of(write(there));
            case ApiUndo there -> ApiUndoLine.write(there);
            case Undo.Nothing _,Undo.Killed _,Undo.RemoveToxic _,BesideUndo _,ApplicationUndo _ -> Optional.empty();
        };
    }

    private static String write(ApplicationUndo undo) {
        String address = Words.escape(undo.door().address());
        return switch (undo) {
            case ApplicationUndo.RemoveRemoteToxic(Door _, String proxy, String toxic) ->
                "remove-remote-toxic %s %s".formatted(address, Words.list(proxy, toxic));
            case ApplicationUndo.EnableRemoteProxy(Door _, String proxy) ->
                "enable-remote-proxy %s %s".formatted(address, Words.list(proxy));
            case ApplicationUndo.CalmMonkey(Door _, boolean enabled, String assaults, String watchers, boolean kills) ->
                "calm-monkey %s %s".formatted(address, Words.list("" + enabled, assaults, watchers, "" + kills));
        };
    }

    static Undo read(String kind, String first, String second) {
        return switch (kind) {
            case "let-go-on" -> new Undo.LetGoOn(Long.parseLong(first), Long.parseLong(second));
            case "end-workers" -> new Undo.EndWorkers(Words.plain(first));
            case "delete-file" -> new Undo.DeleteFile(Words.plain(first));
            case "remove-remote-toxic", "enable-remote-proxy", "calm-monkey" ->
                read(kind, Door.at(Words.plain(first)), Words.of(second));
            default -> {
                if (ApiUndoLine.isOne(kind)) {
                    yield ApiUndoLine.read(kind, first, second);
                }
                throw new IllegalArgumentException("no undo is called " + kind);
            }
        };
    }

    private static ApplicationUndo read(String kind, Door door, Words words) {
        return switch (kind) {
            case "remove-remote-toxic" -> new ApplicationUndo.RemoveRemoteToxic(door, words.at(0), words.at(1));
            case "enable-remote-proxy" -> new ApplicationUndo.EnableRemoteProxy(door, words.at(0));
            default -> new ApplicationUndo.CalmMonkey(door, Boolean.parseBoolean(words.at(0)), words.at(1), words.at(2),
                    Boolean.parseBoolean(words.at(3)));
        };
    }

    private static String escaped(String text) {
        return Words.escape(text) + " -";
    }
}
