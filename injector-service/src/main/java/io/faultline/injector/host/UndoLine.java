package io.faultline.injector.host;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.Undo;

/**
 * An undo as words of a line to the watchdog; only for effects that would outlive the injector, and that anybody on this
 * machine can take away.
 */
final class UndoLine {
    private UndoLine() {}

    static Optional<String> write(Undo undo) {
        return switch (undo) {
            case Undo.LetGoOn(long pid, long startedAt) -> Optional.of("let-go-on %d %d".formatted(pid, startedAt));
            case Undo.EndWorkers(String mark) -> Optional.of("end-workers " + escaped(mark));
            case Undo.DeleteFile(String path) -> Optional.of("delete-file " + escaped(path));
            case ApplicationUndo there when there.door().byAddress() -> Optional.of(write(there));
            case Undo.Nothing _,Undo.Killed _,Undo.RemoveToxic _,ClusterUndo _,ApplicationUndo _ -> Optional.empty();
        };
    }

    private static String write(ApplicationUndo undo) {
        String address = encoded(undo.door().address());
        return switch (undo) {
            case ApplicationUndo.RemoveRemoteToxic(Door _, String proxy, String toxic) ->
                "remove-remote-toxic %s %s".formatted(address, list(proxy, toxic));
            case ApplicationUndo.EnableRemoteProxy(Door _, String proxy) ->
                "enable-remote-proxy %s %s".formatted(address, list(proxy));
            case ApplicationUndo.CalmMonkey(Door _, boolean enabled, String assaults, String watchers, boolean kills) ->
                "calm-monkey %s %s".formatted(address, list("" + enabled, assaults, watchers, "" + kills));
        };
    }

    static Undo read(String kind, String first, String second) {
        return switch (kind) {
            case "let-go-on" -> new Undo.LetGoOn(Long.parseLong(first), Long.parseLong(second));
            case "end-workers" -> new Undo.EndWorkers(plain(first));
            case "delete-file" -> new Undo.DeleteFile(plain(first));
            case "remove-remote-toxic", "enable-remote-proxy", "calm-monkey" ->
                read(kind, Door.at(plain(first)), Arrays.stream(second.split(",")).map(UndoLine::plain).toArray(
                        String[]::new));
            default -> throw new IllegalArgumentException("no undo is called " + kind);
        };
    }

    private static ApplicationUndo read(String kind, Door door, String[] words) {
        return switch (kind) {
            case "remove-remote-toxic" -> new ApplicationUndo.RemoveRemoteToxic(door, words[0], words[1]);
            case "enable-remote-proxy" -> new ApplicationUndo.EnableRemoteProxy(door, words[0]);
            default -> new ApplicationUndo.CalmMonkey(door, Boolean.parseBoolean(words[0]), words[1], words[2],
                    Boolean.parseBoolean(words[3]));
        };
    }

    private static String escaped(String text) {
        return encoded(text) + " -";
    }

    private static String list(String... words) {
        return Arrays.stream(words).map(UndoLine::encoded).collect(Collectors.joining(","));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
