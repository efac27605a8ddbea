package io.faultline.injector.fault.beside;

import java.util.List;
import java.util.Map;

/** What a helper does to its target, as plain data: enough for any helper on that node to make it, or to end it. */
public sealed interface Effect {
    Victim victim();

    /**
     * Ends the main process of a container.
     *
     * @param gently it is told to end first, and killed when it has not after so many seconds
     */
    record Kill(Victim victim, boolean gently, long graceSeconds) implements Effect {}

    /** @param workers busy threads; 0 for as many as there are processors */
    record Cpu(Victim victim, int workers, int load) implements Effect {}

    /** @param percent of the node's memory, where bytes is 0 */
    record Memory(Victim victim, long bytes, int percent) implements Effect {}

    /**
     * Writes, syncs, and begins anew.
     *
     * @param bytes all workers write together; 0 when a share of what is free is given
     */
    record Writes(Victim victim, String path, long bytes, int workers, int percent) implements Effect {}

    /**
     * @param bytes to write; with a share, what may be used where there is no limit
     * @param percent of the limit, or else of a volume's file system; 0 when only bytes are given
     * @param limit of the container's ephemeral storage; 0 without one
     */
    record Fill(Victim victim, String path, long bytes, int percent, long limit) implements Effect {}

    /** What happens to the packets that leave a pod and pass a filter. */
    record Packets(Victim victim, Filter filter, Harm harm) implements Effect {}

    /** Plain HTTP that comes in on a port. */
    record Http(Victim victim, int port, int toxicity, HttpChange change) implements Effect {}

    /**
     * Name lookups.
     *
     * @param names hit; all when empty
     * @param part whether a part of the name is enough
     * @param instead the name or address a name is answered with; empty for an error
     */
    record Names(Victim victim, List<String> names, boolean part, Map<String, String> instead) implements Effect {
        public Names {
            names = List.copyOf(names);
            instead = Map.copyOf(instead);
        }
    }

    /** Freezes the kubelet. */
    record FreezeKubelet(Victim victim) implements Effect {}

    /** The node's name for what is left to mend; a killed container is the kubelet's to restart. */
    default boolean leavesNothing() {
        return this instanceof Kill;
    }
}
