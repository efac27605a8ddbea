package io.faultline.injector.host;

import java.util.Optional;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo;
import org.jspecify.annotations.Nullable;

/** An undo of a cluster's API as words of a line: which cluster, and what is taken away there. */
final class ApiUndoLine {
    private ApiUndoLine() {}

    /** Nothing of what leaves nothing, nor of what only an agent reaches, which mends when it hears nothing more. */
    static Optional<String> write(ApiUndo undo) {
        Infrastructure where = undo.where();
        if (where != null && where.kind() == InfrastructureKind.MANIFEST) {
            return Optional.empty();
        }
        return switch (undo) {
            case ApiUndo.LeftToController _,ApiUndo.LeftToRollout _ -> Optional.empty();
            case ApiUndo.ScaleBack(_, String kind, String namespace, String name, String uid, String mark, int former, int set) ->
                Optional.of(line("scale-back", where, kind, namespace, name, uid, mark, "" + former, "" + set));
            case ApiUndo.Reconnect(_, String namespace, String policy, String mark, String labels, String pod, String uid) ->
                Optional.of(line("reconnect", where, namespace, policy, mark, labels, pod, uid));
            case ApiUndo.Uncordon(_, String node, String uid, String mark, boolean before) ->
                Optional.of(line("uncordon", where, node, uid, mark, "" + before));
            case ApiUndo.Untaint(_, String node, String uid, String mark, String key, String value, String effect) ->
                Optional.of(line("untaint", where, node, uid, mark, key, value, effect));
        };
    }

    private static String line(String kind, @Nullable Infrastructure where, @Nullable String... words) {
        return "%s %s %s".formatted(kind, where == null
                ? "-"
                : Words.list(where.name(), text(where.id()),
                        text(where.kind()), where.kubeconfig(), where.context(), where.namespace()),
                Words.list(words));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static boolean isOne(String kind) {
        return switch (kind) {
            case "scale-back", "reconnect", "uncordon", "untaint" -> true;
            default -> false;
        };
    }

    static ApiUndo read(String kind, String cluster, String what) {
        Infrastructure where = cluster.equals("-") ? null : where(Words.of(cluster));
        Words words = Words.of(what);
        return switch (kind) {
            case "scale-back" -> new ApiUndo.ScaleBack(where, words.at(0), words.at(1), words.at(2), words.at(3),
                    words.at(4), Integer.parseInt(words.at(5)), Integer.parseInt(words.at(6)));
            case "reconnect" -> new ApiUndo.Reconnect(where, words.at(0), words.at(1), words.at(2), words.orNull(3),
                    words.orNull(4), words.orNull(5));
            case "uncordon" -> new ApiUndo.Uncordon(where, words.at(0), words.at(1), words.at(2),
                    Boolean.parseBoolean(words.at(3)));
            default -> new ApiUndo.Untaint(where, words.at(0), words.at(1), words.at(2), words.at(3), words.at(4),
                    words.at(5));
        };
    }

    private static Infrastructure where(Words words) {
        String id = words.orNull(1);
        String kind = words.orNull(2);
        return new Infrastructure(words.at(0), id == null ? null : new InfrastructureId(UUID.fromString(id)),
                kind == null ? null : InfrastructureKind.valueOf(kind), words.orNull(3), words.orNull(4),
                words.orNull(5));
    }
}
