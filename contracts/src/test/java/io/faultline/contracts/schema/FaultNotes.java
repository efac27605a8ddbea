package io.faultline.contracts.schema;

import io.faultline.contracts.fault.FaultType;

/** What people have to know of each fault beyond its fields. A new kind does not compile without. */
final class FaultNotes {
    private static final String ANYONE = "by any injector, by the watchdog should the only one die, by the sweep, by `faultline revert --cluster`";

    private static final String GONE = "a pod without one is gone for good, and with every pod what was in its emptyDir";

    private FaultNotes() {}

    /** The first part, up to a semicolon, says it in short. */
    static String undo(FaultType type) {
        return switch (type) {
            case NO_FAULT -> "nothing to undo";
            case PROCESS_PAUSE ->
                "SIGCONT, to that very process; by the watchdog too, should the injector die";
            case PROCESS_KILL -> "none: whoever looks after the process has to start it again";
            case CPU_STRESS, MEMORY_STRESS ->
                "the worker is killed; it ends by itself when its time is up or the injector dies";
            case DISK_FILL -> "the file is deleted; by the watchdog too, should the injector die";
            case NETWORK_LATENCY, NETWORK_BANDWIDTH, NETWORK_BLACKHOLE ->
                "taken out of the fault proxy; what was held back goes on, no byte is lost";
            case NETWORK_RESET, NETWORK_CUT -> "taken out of the fault proxy; who connects again is left alone";
            case NETWORK_DOWN -> "the fault proxy listens again";
            case POD_DELETE, POD_EVICT -> "none: the pod's controller makes another one; " + GONE;
            case DEPLOYMENT_RESTART -> "none: the workload makes new pods";
            case CONTAINER_KILL ->
                "none: the kubelet starts the container again; not where the pod's restart policy forbids it";
            case POD_AUTOSCALER, DEPLOYMENT_SCALE ->
                "the former size is put back; unless somebody else has changed it since; " + ANYONE;
            case POD_NETWORK_PARTITION -> "the NetworkPolicy is deleted; " + ANYONE;
            case NODE_CORDON -> "the node is uncordoned; unless it was cordoned before; " + ANYONE;
            case NODE_DRAIN ->
                "the node is uncordoned, its pods do not come back; unless it was cordoned before; " + ANYONE
                        + ". Their controllers make other pods, wherever there is room; " + GONE;
            case NODE_TAINT ->
                "the taint is taken off; %s. What it has driven away does not come back: controllers make other pods; %s"
                        .formatted(ANYONE, GONE);
            case POD_CPU_HOG, POD_MEMORY_HOG, POD_IO_STRESS, NODE_CPU_HOG, NODE_MEMORY_HOG, NODE_IO_STRESS ->
                "the worker is killed; it ends by itself when its time is up or its helper dies";
            case POD_DISK_FILL -> "the file is deleted; by the helper, its guard or the next helper there";
            case POD_NETWORK_LATENCY, POD_NETWORK_LOSS, POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION,
                    POD_NETWORK_RATE_LIMIT ->
                "taken out of the pod's network; by the helper, its guard or the next helper there. What other faults have in force there stays";
            case POD_HTTP_LATENCY, POD_HTTP_STATUS_CODE, POD_HTTP_MODIFY_HEADER, POD_HTTP_MODIFY_BODY,
                    POD_HTTP_RESET_PEER, POD_DNS_ERROR, POD_DNS_SPOOF ->
                "the redirection is taken out of the pod's network; by the helper, its guard or the next helper there. The proxy lets what is under way come to its end";
            case KUBELET_SERVICE_KILL -> "SIGCONT; by the helper on the node alone, at the end of the fault";
            case SPRING_BOOT_CHAOS ->
                "Chaos Monkey gets back the settings it had; word for word, by the watchdog too, should the injector die (pods reached by a forwarded port: by the next injector, within 5 s). A killed application is started again by whoever looks after it";
            case TOXIPROXY ->
                "the toxic is deleted, or the proxy enabled; by the watchdog too, should the injector die";
            case EXTERNAL -> "by its driver";
        };
    }

    static String limits(FaultType type) {
        return switch (type) {
            case NO_FAULT, CPU_STRESS, NETWORK_LATENCY, NETWORK_BANDWIDTH, NETWORK_RESET, NETWORK_CUT,
                    NETWORK_BLACKHOLE, NETWORK_DOWN ->
                "";
            case PROCESS_PAUSE ->
                "never the injector, its watchdog, those it descends from or PID 1; refuses a process frozen already";
            case PROCESS_KILL -> "never the injector, its watchdog, those it descends from or PID 1";
            case MEMORY_STRESS -> "leaves 256MB of the memory that is available";
            case DISK_FILL -> "leaves 256MB of the file system";
            case POD_DELETE, POD_EVICT, DEPLOYMENT_SCALE, DEPLOYMENT_RESTART -> "";
            case POD_AUTOSCALER -> "fails unless all its pods get ready within the duration";
            case POD_NETWORK_PARTITION ->
                "has an effect only where the network plug-in enforces policies; where nothing is seen that does, its targets and its line say so. One at a time for a pod and a direction; what other policies let through stays let through, and they are named beforehand. `ports` needs Kubernetes 1.22";
            case NODE_CORDON -> "";
            case NODE_DRAIN ->
                "fails unless all its pods go within the duration; pods of daemon sets and of the node itself stay where they are, and so do those that are never hit, which its plan names. Unlike `kubectl drain` it does not stop at pods without a controller or with an emptyDir";
            case NODE_TAINT ->
                "refused for a taint of that key and effect that is there already, but for one of ours with the same value; with NoExecute also where it would drive away a pod that is never hit";
            case SPRING_BOOT_CHAOS ->
                "one fault at a time for each application: refused while its Chaos Monkey assaults already; no credentials are sent; memory and cpu end by themselves after the fault's duration (several at once: after twice that); a kill takes Chaos Monkey 5 s";
            case TOXIPROXY ->
                "never a proxy through which Faultline reaches its own database or broker; no credentials are sent";
            case CONTAINER_KILL ->
                "the container has to run; said to be done when its main process is gone, and whether it comes back is for a probe to tell; a fault without a duration leaves `term` 0.3 s";
            case POD_CPU_HOG -> "in the container's own control groups; ends when the container does";
            case POD_IO_STRESS ->
                "in the container's own control groups; ends when the container does; leaves 256MB of the file system";
            case POD_MEMORY_HOG ->
                "in the container's own control groups: over their limit the kernel ends the worker first; leaves 256MB of the node";
            case POD_DISK_FILL ->
                "leaves 256MB of the file system; over the ephemeral-storage limit the kubelet evicts the pod. A share of what has no limit is refused, but on volumes with a file system of their own. What is full enough already is left as it is, which its line says";
            case POD_NETWORK_LATENCY ->
                "by netem; where the kernel has none by a proxy TCP connections made during the fault are led to, which ends them within 30 s after it; IPv4. All given of one part of the traffic has to hold. Pods with a network of their own";
            case POD_NETWORK_LOSS ->
                "by netem; where the kernel has none by netfilter, without correlation, and senders of UDP are told. Pods with a network of their own";
            case POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION ->
                "by netem; refused where the kernel has none. Pods with a network of their own";
            case POD_NETWORK_RATE_LIMIT ->
                "by tbf; refused where the interface has a queue of its own. Pods with a network of their own";
            case POD_HTTP_LATENCY, POD_HTTP_STATUS_CODE, POD_HTTP_MODIFY_HEADER, POD_HTTP_MODIFY_BODY,
                    POD_HTTP_RESET_PEER ->
                "HTTP/1 in plain text from outside the pod, on connections made during the fault; TLS, HTTP/2 and upgraded connections pass unharmed. The container sees the pod's own address as the client's. Pods with a network of their own";
            case POD_DNS_ERROR, POD_DNS_SPOOF ->
                "questions to the name servers of the pod's resolv.conf; what an application has cached it keeps. Pods with a network of their own";
            case NODE_CPU_HOG -> "";
            case NODE_IO_STRESS -> "in /var/tmp of the node; leaves 256MB of the file system";
            case NODE_MEMORY_HOG -> "leaves 256MB of the node; the share is of all its memory";
            case KUBELET_SERVICE_KILL ->
                "10 minutes at most: neither an abort nor the injector's death ends it before its planned end, for the way to its helper leads through the kubelet; the helper's own death does, within a second. Refused beside other faults that a helper holds on that node, and they beside it; and where a pod that is never hit would be taken away from a node that is not heard of";
            case EXTERNAL -> "refused: no external driver can be added yet";
        };
    }
}
