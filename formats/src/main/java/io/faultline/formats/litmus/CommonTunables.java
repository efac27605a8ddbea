package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;

/** The tunables that faults share. */
final class CommonTunables {
    /** Of what waits for targets that are checked. */
    static final String TIMEOUT = "targets that are checked have 180s to be ready again, as there when nothing is said";
    static final String CONTAINER = "the first container without one; of a list, or of 'all', the first";
    static final String RANGE = "of a range the lower end is taken";
    /** Of what is said beside the application that is hit. */
    static final String AUXILIARY = "of each application a probe (k8s, operation ready) looks before and after whether"
            + " its pods are ready, every 5s for 180s; where they are not before, the fault is not made; it counts as"
            + " other probes do; newer versions of Litmus look only with DEFAULT_HEALTH_CHECK";
    private static final List<Tunable> ALL = List.of(
            Tunable.of("TOTAL_CHAOS_DURATION", "60", "30"), Tunable.of("RAMP_TIME", "", "0"),
            new Tunable("SEQUENCE", "parallel", "parallel", Treatment.WORKS,
                    "parallel or serial; random is taken as parallel"),
            new Tunable("DEFAULT_HEALTH_CHECK", "false", "false", Treatment.BETTER,
                    "targets have to be ready before and after; not for nodes chosen by name or label"),
            Tunable.unneeded("LIB", "there is but one implementation of a fault here"),
            Tunable.unneeded("LIB_IMAGE", "helpers have an image of their own"),
            Tunable.unneeded("LIB_IMAGE_PULL_POLICY", "helpers have an image of their own"),
            Tunable.unneeded("TC_IMAGE", "helpers have an image of their own"),
            Tunable.unneeded("STRESS_IMAGE", "helpers have an image of their own"),
            Tunable.unneeded("CONTAINER_RUNTIME", "the container is found by its process"),
            Tunable.unneeded("SOCKET_PATH", "the container is found by its process"),
            Tunable.unneeded("CONTAINER_PATH", "the container is found by its process"),
            Tunable.unneeded("CHAOS_NAMESPACE", "there are no chaos resources in the cluster"),
            Tunable.unneeded("CHAOS_INJECT_COMMAND", "the fault is made without a command in the container"),
            Tunable.unneeded("CHAOS_KILL_COMMAND", "every fault brings its own undo"),
            Tunable.unneeded("TERMINATION_GRACE_PERIOD_SECONDS", "helpers mend and end at once"),
            Tunable.unneeded("SET_HELPER_DATA", "helpers are not described by the target's pod"),
            Tunable.unneeded("STATUS_CHECK_DELAY", "readiness is looked at each half second, or more often"),
            Tunable.differing("STATUS_CHECK_TIMEOUT", "180", TIMEOUT),
            Tunable.unneeded("INSTANCE_ID", "runs have ids of their own"),
            Tunable.differing("RANDOMNESS", "false", "nothing is drawn; of a range the lower end is taken"),
            new Tunable("AUXILIARY_APPINFO", "", "", Treatment.DIFFERENTLY,
                    "namespace:label, with commas; " + AUXILIARY));
    private static final List<Tunable> POD = List.of(
            new Tunable("PODS_AFFECTED_PERC", "", "0", Treatment.DIFFERENTLY,
                    "0 hits one pod; of a range the lower end is taken"),
            new Tunable("TARGET_PODS", "", "", Treatment.WORKS, "comes before labels, share and NODE_LABEL"),
            new Tunable("NODE_LABEL", "", "", Treatment.WORKS, ""),
            new Tunable("TARGET_CONTAINER", "", "", Treatment.WORKS, CONTAINER));
    private static final List<Tunable> NODE = List.of(
            new Tunable("TARGET_NODE", "", "", Treatment.BETTER, "a node's name, for every fault of nodes"),
            new Tunable("TARGET_NODES", "", "", Treatment.BETTER, "names with commas, for every fault of nodes"),
            new Tunable("NODE_LABEL", "", "", Treatment.WORKS,
                    "without any of these: nodes of the target application, for which node-cpu-hog, node-memory-hog and"
                            + " node-io-stress take any node in Litmus, and here where there is no application"),
            new Tunable("NODES_AFFECTED_PERC", "", "0", Treatment.WORKS,
                    "0 hits one node; node-drain, node-taint and kubelet-service-kill always do"),
            Tunable.unneeded("TARGET_PODS", "nodes are chosen by the application's label"));
    private static final List<Tunable> WORKLOAD = List.of(
            new Tunable("APP_AFFECT_PERC", "100", "100", Treatment.WORKS, ""));

    private CommonTunables() {}

    static List<Tunable> of(FaultForm form) {
        List<Tunable> tunables = new ArrayList<>(switch (form.aim()) {
            case POD -> POD;
            case NODE -> NODE;
            case WORKLOAD -> WORKLOAD;
        });
        tunables.add(form.strikes()
                ? Tunable.differing("CHAOS_INTERVAL", "10", RANGE)
                : Tunable.unneeded("CHAOS_INTERVAL", "the fault stays in force and is not repeated"));
        tunables.addAll(ALL);
        return tunables;
    }
}
