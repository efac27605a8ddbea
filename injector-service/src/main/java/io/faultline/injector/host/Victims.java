package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;

/**
 * Whether those are still there whom effects were made on: who comes in their place is hit by nothing, however long an
 * effect is said to be in force.
 */
final class Victims {
    private final Whereabouts whereabouts;
    private final Map<String, String> networks = new ConcurrentHashMap<>();
    /** Not there at the last look: a look may come between, so the next one decides. */
    private final Map<String, String> missed = new ConcurrentHashMap<>();

    /**
     * What can be seen of them on this node.
     *
     * @param pod any process of a pod; the same one as long as it lives
     * @param container the main process of a container
     * @param network names that of a process; empty if it cannot be told
     * @param mounts of the node: a network is kept by one while no process is in it
     * @param kept whether the kubelet has not done away with a pod's folder
     */
    record Whereabouts(Function<Victim, Optional<OsProcess>> pod, Function<Victim, Optional<OsProcess>> container,
            Function<OsProcess, String> network, Supplier<String> mounts, Function<Victim, Boolean> kept) {
        static Whereabouts ofThisNode(NodeProcesses whose, NodeFiles files) {
            return new Whereabouts(whose::anyOf, whose::lastingMainOf, Whereabouts::networkOf,
                    () -> ProcFiles.text(Path.of("/proc/1/mountinfo")),
                    victim -> files.folderOf(victim.pod()).isPresent());
        }

        private static String networkOf(OsProcess process) {
            try {
                return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net")).toString();
            } catch (IOException e) {
                return "";
            }
        }
    }

    Victims(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    /** Before an effect is made on one. */
    void meet(String key, Effect effect) {
        whereabouts.pod().apply(effect.victim()).map(whereabouts.network()).filter(network -> !network.isEmpty())
                .ifPresentOrElse(network -> networks.put(key, network), () -> networks.remove(key));
    }

    void forget(String key) {
        networks.remove(key);
        missed.remove(key);
    }

    /** Why an effect has nobody any more whom it hits, if it was so at two looks. */
    Optional<String> lost(String key, Effect effect) {
        Optional<String> why = effect.victim().isNode() ? Optional.empty() : missing(key, effect);
        if (why.isEmpty()) {
            missed.remove(key);
            return why;
        }
        return missed.put(key, why.get()) == null ? Optional.empty() : why;
    }

    private Optional<String> missing(String key, Effect effect) {
        Victim victim = effect.victim();
        return switch (effect) {
            case Effect.Packets _,Effect.Http _,Effect.Names _ -> ofNetwork(victim, networks.getOrDefault(key, ""));
            case Effect.Cpu _,Effect.Memory _,Effect.Writes _ -> ofContainer(victim);
            case Effect.Fill _ -> isAnywhere(victim) || whereabouts.kept().apply(victim)
                    ? Optional.empty()
                    : Optional.of("its pod is gone");
            case Effect.Kill _,Effect.FreezeKubelet _ -> Optional.empty();
        };
    }

    /** Some runtimes have no process in a pod's network while its containers are started again. */
    private Optional<String> ofNetwork(Victim victim, String before) {
        Optional<String> now = whereabouts.pod().apply(victim).map(whereabouts.network());
        if (before.isEmpty() || now.isPresent() && (now.get().isEmpty() || now.get().equals(before))) {
            return Optional.empty();
        }
        if (now.isPresent()) {
            return Optional.of("its pod's network was made anew");
        }
        return whereabouts.mounts().get().contains(" " + before + " ")
                ? Optional.empty()
                : Optional.of("its pod is gone");
    }

    private Optional<String> ofContainer(Victim victim) {
        if (whereabouts.container().apply(victim).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(isAnywhere(victim) ? "its container has ended" : "its pod is gone");
    }

    private boolean isAnywhere(Victim victim) {
        return whereabouts.pod().apply(victim).isPresent();
    }
}
