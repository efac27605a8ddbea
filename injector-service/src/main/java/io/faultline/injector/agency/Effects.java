package io.faultline.injector.agency;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ClusterUndo;

/** Which agent has which effect in force. */
final class Effects {
    private final Map<ClusterUndo, String> inForce = new ConcurrentHashMap<>();
    private final Set<ClusterUndo> mended = ConcurrentHashMap.newKeySet();

    /** One of an agent that is not known yet. */
    void begun(ClusterUndo undo) {
        inForce.remove(undo);
        mended.remove(undo);
    }

    void made(ClusterUndo undo, String agent) {
        inForce.put(undo, agent);
    }

    void ended(ClusterUndo undo) {
        inForce.remove(undo);
    }

    /** Its agent had to go, and has taken it away before; whether it was this one that had it in force. */
    boolean mended(ClusterUndo undo, String agent) {
        boolean was = inForce.remove(undo, agent);
        if (was) {
            mended.add(undo);
        }
        return was;
    }

    /** Whether it was so; true once. */
    boolean wasMended(ClusterUndo undo) {
        return mended.remove(undo);
    }

    Stream<ClusterUndo> in(InfrastructureId cluster) {
        return inForce.keySet().stream().filter(each -> cluster.equals(where(each).id()));
    }

    /** Those whose agent is gone. */
    List<ClusterUndo> orphans(AgentLine line) {
        return inForce.entrySet().stream().filter(each -> line.isGone(where(each.getKey()), each.getValue()))
                .map(Map.Entry::getKey).toList();
    }

    private static Infrastructure where(ClusterUndo undo) {
        return Objects.requireNonNull(undo.where());
    }
}
