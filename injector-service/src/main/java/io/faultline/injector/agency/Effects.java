package io.faultline.injector.agency;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ClusterUndo;

/** Which agent has which effect in force. */
final class Effects {
    private final Map<ClusterUndo, String> inForce = new ConcurrentHashMap<>();

    /** One of an agent that is not known yet. */
    void begun(ClusterUndo undo) {
        inForce.remove(undo);
    }

    void made(ClusterUndo undo, String agent) {
        inForce.put(undo, agent);
    }

    void ended(ClusterUndo undo) {
        inForce.remove(undo);
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
