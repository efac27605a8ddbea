package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.NetfilterRules;
import io.faultline.injector.fault.beside.QueueRules;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;
import org.jspecify.annotations.Nullable;

/**
 * Makes the networks of pods what the journal of the node says: always all effects of a pod anew, so that several
 * compose, whoever made them, and one that is gone leaves nothing.
 */
final class PodNetwork {
    private static final String NO_SUCH_QUEUE = "Specified qdisc kind is unknown";

    /** Pods that share one wait for one another; their files are never deleted, so they are few. */
    private static final int LOCKS = 16;

    private static final Tool TOOL = new Tool(Duration.ofSeconds(10));

    private final NodeProcesses processes;
    private final NodeJournal journal;
    private final Namespaces calls;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean netem;
    private volatile @Nullable String flavour;

    PodNetwork(NodeProcesses processes, NodeJournal journal, Namespaces calls) {
        this.processes = processes;
        this.journal = journal;
        this.calls = calls;
    }

    Inside enter(Victim victim, int group) throws IOException {
        OsProcess process = processes.anyOf(victim)
                .orElseThrow(() -> new IOException("%s is not on this node any more".formatted(victim.name())));
        return Inside.of(calls, process.pid(), group);
    }

    /** Whether this kernel can delay packets; tried on the pod's own loopback. */
    boolean hasNetem(Victim victim) throws IOException {
        Boolean known = netem;
        if (known != null) {
            return known;
        }
        try (Inside inside = enter(victim, 0)) {
            Tool.Outcome tried = inside
                    .call(() -> TOOL.run("", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "0ms"));
            if (tried.code() == 0) {
                inside.call(() -> TOOL.run("", "tc", "qdisc", "del", "dev", "lo", "root"));
            }
            boolean has = tried.code() == 0 || !tried.errors().contains(NO_SUCH_QUEUE);
            netem = has;
            return has;
        }
    }

    /** Puts in force what the journal says of this pod; a pod that is gone needs nothing. */
    void renew(Victim victim, Set<String> devicesBefore) throws IOException {
        Optional<OsProcess> process = processes.anyOf(victim);
        if (process.isEmpty()) {
            return;
        }
        String share = "network-" + Math.floorMod(victim.pod().hashCode(), LOCKS);
        synchronized (locks.computeIfAbsent(share, _ -> new Object())) {
            journal.alone(share, () -> {
                try (Inside inside = Inside.of(calls, process.get().pid(), 0)) {
                    List<Standing> all = journal.all().stream().filter(each -> !each.ending())
                            .map(NodeJournal.Entry::standing)
                            .filter(each -> each.effect().victim().pod().equals(victim.pod())).toList();
                    renew(inside, all, devicesBefore, process.get().pid(), victim);
                }
            });
        }
    }

    private void renew(Inside inside, List<Standing> all, Set<String> devicesBefore, long pid, Victim victim)
            throws IOException {
        boolean delays = all.stream().anyMatch(each -> each.effect() instanceof Effect.Packets);
        boolean has = delays && hasNetem(victim);
        Map<String, Integer> marks = new HashMap<>();
        Set<String> devices = new HashSet<>(devicesBefore);
        all.forEach(each -> {
            if (each.effect() instanceof Effect.Packets packets) {
                devices.add(packets.filter().device());
            }
        });
        for (String device : devices) {
            List<Standing> queued = QueueRules.queued(all, device, has);
            if (QueueRules.isTooMuch(queued)) {
                throw new IOException("too many effects on parts of the traffic of one pod");
            }
            queue(inside, device, queued, has);
            marks.putAll(QueueRules.marks(queued));
        }
        for (NetfilterRules.Family family : NetfilterRules.Family.values()) {
            if (family == NetfilterRules.Family.IPV4 || speaksSix(pid)) {
                filter(inside, all, marks, has, family);
            }
        }
    }

    private static boolean speaksSix(long pid) {
        return ProcFiles.text(Path.of("/proc/" + pid + "/net/if_inet6")).lines()
                .anyMatch(line -> line.split("\\s+").length > 3 && line.split("\\s+")[3].equals("00"));
    }

    private void queue(Inside inside, String device, List<Standing> queued, boolean has) throws IOException {
        String shown = inside.call(() -> TOOL.run("", "tc", "qdisc", "show", "dev", device)).out();
        if (!queued.isEmpty() && !QueueRules.mayBeReplaced(shown)) {
            throw new IOException(
                    "%s has a queue of its own, which would be lost: %s".formatted(device, shown.strip()));
        }
        String script = QueueRules.script(queued, device, has, shown);
        if (!script.isEmpty()) {
            inside.call(() -> TOOL.run(script, "tc", "-batch", "-")).orFail("tc");
        }
    }

    private void filter(Inside inside, List<Standing> all, Map<String, Integer> marks, boolean has,
            NetfilterRules.Family family) throws IOException {
        String saved = inside.call(() -> TOOL.run("", tool(family, "save"))).out();
        String script = NetfilterRules.script(all, marks, has, family, saved);
        if (!script.isEmpty()) {
            inside.call(() -> TOOL.run(script, tool(family, "restore"), "-w", "5", "--noflush")).orFail("iptables");
        }
    }

    /** The kernel's newer interface, if it has that. */
    private String tool(NetfilterRules.Family family, String what) throws IOException {
        String known = flavour;
        if (known == null) {
            known = TOOL.run("", "iptables-nft-save").code() == 0 ? "nft" : "legacy";
            flavour = known;
        }
        return "%s-%s-%s".formatted(family == NetfilterRules.Family.IPV4 ? "iptables" : "ip6tables", known, what);
    }

    /** Who asks name servers from one socket all the time would go on asking us. */
    void forgetQuestions(Victim victim) throws IOException {
        if (processes.anyOf(victim).isPresent()) {
            try (Inside inside = enter(victim, 0)) {
                inside.call(() -> TOOL.run("", "conntrack", "-D", "-p", "udp", "--orig-port-dst", "53"));
            }
        }
    }
}
