package io.faultline.formats.litmus;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.TaintEffect;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.differing;
import static io.faultline.formats.litmus.Tunable.of;
import static io.faultline.formats.litmus.Tunable.unneeded;

/** Faults of nodes. */
final class NodeForms {
    private NodeForms() {}

    static Stream<FaultForm> all() {
        return Stream.of(
                one("node-drain", (env, nodes) -> new NodeDrain(nodes, false, null)).with(Treatment.BETTER,
                        "a node that was cordoned before stays so; what Faultline lives by stays where it is"),
                one("node-taint", NodeForms::taint,
                        new Tunable("TAINTS", "", "", Treatment.WORKS,
                                "key=value:effect, one; only this one is removed")),
                node("node-cpu-hog",
                        (env, nodes) -> new NodeCpuHog(nodes, env.within("NODE_CPU_CORE", 0, 256, ""),
                                PodForms.load(env)),
                        of("NODE_CPU_CORE", "", "0"), PodForms.load()),
                node("node-memory-hog", NodeForms::memory, of("TOTAL_CHAOS_DURATION", "120", "60"),
                        new Tunable("MEMORY_CONSUMPTION_PERCENTAGE", "", "", Treatment.WORKS,
                                "comes before mebibytes; 30 without either, or both 0"),
                        of("MEMORY_CONSUMPTION_MEBIBYTES", ""),
                        unneeded("NUMBER_OF_WORKERS", "the same amount is held, by one process")),
                node("node-io-stress", NodeForms::writes,
                        of("TOTAL_CHAOS_DURATION", "120"), of("NUMBER_OF_WORKERS", "4"), PodForms.share(),
                        PodForms.gigabytes(), workers("CPU", "node-cpu-hog"),
                        workers("VM_WORKERS", "node-memory-hog")),
                one("kubelet-service-kill", (env, nodes) -> new KubeletServiceKill(nodes),
                        of("TOTAL_CHAOS_DURATION", "60", "90")).with(Treatment.BETTER,
                                "the kubelet is frozen and let go on, so that it comes back whatever happens"));
    }

    /** Makes a fault of nodes that are known. */
    private interface OfNodes {
        FaultSpec of(Tunables env, NodeTarget nodes);
    }

    private static FaultForm node(String name, OfNodes making, Tunable... own) {
        Function<Tunables, @Nullable FaultSpec> whole = env -> {
            NodeTarget nodes = Targets.nodes(env);
            FaultSpec spec = making.of(env, nodes == null ? NodeTarget.named("unknown") : nodes);
            return nodes == null ? null : spec;
        };
        return FaultForm.of(name, name, Aim.NODE, whole, own);
    }

    /** Of a fault that hits one node, whatever share is asked for. */
    private static FaultForm one(String name, OfNodes making, Tunable... own) {
        Tunable share = unneeded("NODES_AFFECTED_PERC", "one node is hit, as in Litmus; TARGET_NODES names several");
        return node(name, making, Stream.concat(Stream.of(own), Stream.of(share)).toArray(Tunable[]::new));
    }

    private static FaultSpec writes(Tunables env, NodeTarget nodes) {
        for (String name : List.of("CPU", "VM_WORKERS")) {
            if (!env.isNone(name)) {
                String remark = env.form().all().filter(each -> each.name().equals(name)).findFirst().orElseThrow()
                        .remark();
                env.notes().differently(env.spot(name), "%s %s: %s".formatted(name, env.text(name), remark));
            }
        }
        PodForms.Written written = PodForms.written(env);
        return new NodeIoStress(nodes, written.size(), env.within("NUMBER_OF_WORKERS", 1, 64, ""), written.percent());
    }

    /** Litmus has them beside the writers, also when nobody asks for them. */
    private static Tunable workers(String name, String fault) {
        return differing(name, "1", "none works beside the writers; that is a fault of its own: " + fault);
    }

    private static FaultSpec taint(Tunables env, NodeTarget nodes) {
        String taint = env.text("TAINTS");
        String key = taint.replaceFirst("[=:].*", "");
        String effect = taint.contains(":") ? taint.substring(taint.lastIndexOf(':') + 1) : "NoExecute";
        String value = taint.contains("=") ? taint.replaceFirst("^[^=]*=", "").replaceFirst(":.*", "") : "node-taint";
        TaintEffect known = Stream.of(TaintEffect.values()).filter(each -> each.wireName().equals(effect)).findFirst()
                .orElse(TaintEffect.NO_EXECUTE);
        if (key.isBlank() || taint.contains(",") || !known.wireName().equals(effect)) {
            env.notes().refuse(env.spot("TAINTS"),
                    "TAINTS has to be one taint, key=value:effect, its effect NoExecute, NoSchedule or PreferNoSchedule");
        }
        return new NodeTaint(nodes, key, value, known);
    }

    private static FaultSpec memory(Tunables env, NodeTarget nodes) {
        boolean bySize = env.isNone("MEMORY_CONSUMPTION_PERCENTAGE")
                && !env.isNone("MEMORY_CONSUMPTION_MEBIBYTES");
        if (bySize) {
            return new NodeMemoryHog(nodes, PodForms.megabytes(env, "MEMORY_CONSUMPTION_MEBIBYTES"), null);
        }
        Integer percent = env.isNone("MEMORY_CONSUMPTION_PERCENTAGE")
                ? null
                : Integer.valueOf(env.percent("MEMORY_CONSUMPTION_PERCENTAGE"));
        return new NodeMemoryHog(nodes, null, percent);
    }
}
