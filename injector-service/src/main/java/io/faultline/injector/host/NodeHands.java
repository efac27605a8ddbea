package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.injector.fault.beside.DeedRules;
import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.RoomRules;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;

/**
 * Makes effects on what else is on this node, and ends them; with the hands an injector has for its own machine. The
 * journal of the node is written before, and is all it takes to end one.
 */
final class NodeHands {
    private final NodeJournal journal;
    private final ProcFiles proc = new ProcFiles();
    private final LinuxProcesses processes = LinuxProcesses.toMend();
    private final JvmWorkers workers = new JvmWorkers(processes, proc);
    private final NodeProcesses whose = new NodeProcesses(proc);
    private final NodeKubelet kubelet;
    private final PodDisk disk;
    private final PodNetwork network;
    private final Victims victims;
    private final Doors doors;

    NodeHands(NodeJournal journal, Namespaces calls, Doors doors) {
        this.journal = journal;
        this.kubelet = new NodeKubelet(journal, whose::kubelet, processes);
        NodeFiles files = NodeFiles.ofThisNode(whose);
        this.disk = new PodDisk(whose, journal, files);
        this.victims = new Victims(Victims.Whereabouts.ofThisNode(whose, files));
        this.network = new PodNetwork(whose, journal, calls);
        this.doors = doors;
    }

    /** Makes the effect; says what was done, and in which way. */
    String make(NodeJournal.Entry entry, Duration longest) throws IOException, InterruptedException {
        if (!entry.standing().effect().leavesNothing() && !(entry.standing().effect() instanceof Effect.Fill)) {
            journal.write(entry);
        }
        String what = entry.standing().effect().victim().name() + ": " + DeedRules.intent(entry.standing().effect());
        return switch (entry.standing().effect()) {
            case Effect.Kill kill -> kill(kill, longest);
            case Effect.Cpu cpu -> {
                int busy = cpu.workers() == 0 ? Runtime.getRuntime().availableProcessors() : cpu.workers();
                String how = cpu.victim().name() + ": " + DeedRules.intent(new Effect.Cpu(cpu.victim(), busy,
                        cpu.load()));
                yield how + work(entry, longest,
                        () -> List.of("cpu", Integer.toString(busy), Integer.toString(cpu.load())));
            }
            case Effect.Memory memory ->
                what + work(entry, longest, () -> List.of("memory", Long.toString(size(memory))));
            case Effect.Writes writes -> what + work(entry, longest, () -> {
                Path folder = folder(writes.victim(), writes.path());
                long each = RoomRules.each(PodDisk.written(writes, folder), writes.workers());
                return List.of("writes", folder.toString(), Long.toString(each), Integer.toString(writes.workers()));
            });
            case Effect.Fill fill -> "%s, with %s".formatted(what, disk.fill(entry, fill));
            case Effect.Packets packets -> what + packets(entry, packets);
            case Effect.Http _,Effect.Names _ -> what + lead(entry);
            case Effect.FreezeKubelet _ -> "%s (%s)".formatted(what, kubelet.freeze(entry.key()));
        };
    }

    private String kill(Effect.Kill kill, Duration longest) throws IOException, InterruptedException {
        OsProcess main = whose.running(kill.victim());
        ContainerStop end = new ContainerStop(processes);
        return kill.gently()
                ? end.stop(main, kill.victim().name(),
                        ContainerStop.grace(Duration.ofSeconds(kill.graceSeconds()), longest))
                : end.kill(main, kill.victim().name());
    }

    /** What a worker is told; to find it out looks at what there still is to take. */
    private interface Work {
        List<String> words() throws IOException;
    }

    /** One that is there already has taken its share: it is not asked for again. */
    private String work(NodeJournal.Entry entry, Duration longest, Work work) throws IOException, InterruptedException {
        Victim victim = entry.standing().effect().victim();
        try {
            if (workers.isAtWork(entry.key())) {
                return ", as before";
            }
            if (victim.isNode()) {
                workers.start(entry.key(), work.words(), longest);
                return "";
            }
            workers.startBeside(whose.running(victim).pid(), entry.key(), work.words(), longest);
            return ", in its control groups";
        } catch (JvmWorkers.EndedAtOnce e) {
            if (e.wasKilled()) {
                return "; the kernel ended the worker for want of memory: the limit is reached before";
            }
            throw e;
        }
    }

    private long size(Effect.Memory memory) throws IOException {
        long total = ProcFiles.text(Path.of("/proc/meminfo")).lines().filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> ProcFiles.number(line) << 10).findFirst().orElse(0);
        long bytes = memory.bytes() == 0 ? total / 100 * memory.percent() : memory.bytes();
        if (bytes > workers.memoryToSpare()) {
            throw new IOException("only %s of memory can be taken without endangering the node; ask for less"
                    .formatted(new ByteSize(Math.max(0, workers.memoryToSpare()))));
        }
        return bytes;
    }

    private Path folder(Victim victim, String path) throws IOException {
        return victim.isNode()
                ? Path.of("/node/tmp")
                : ContainerFiles.folder(NodeProcesses.rootOf(whose.running(victim).pid()), path);
    }

    private String packets(NodeJournal.Entry entry, Effect.Packets packets) throws IOException {
        boolean netem = network.hasNetem(packets.victim());
        Effect.Packets resolved = new Effect.Packets(packets.victim(), NamesInside.resolve(packets, whose, network),
                packets.harm());
        Standing standing = new Standing(entry.key(), resolved, Map.of());
        NodeJournal.Entry known = new NodeJournal.Entry(standing, entry.until(), entry.pid(), entry.startedAt());
        if (!netem && (packets.harm().corruption() > 0 || packets.harm().duplication() > 0)) {
            throw new IOException(("the kernel of this node (%s) has no netem, without which packets are neither"
                    + " corrupted nor doubled; load sch_netem there").formatted(System.getProperty("os.version")));
        }
        journal.write(known);
        if (!netem && packets.harm().delay() > 0) {
            lead(known);
            return ", by a proxy connections are led to (TCP; this kernel has no netem)";
        }
        network.renew(packets.victim(), Set.of());
        if (packets.harm().rate() > 0) {
            return ", by tbf";
        }
        return netem
                ? ", by netem"
                : ", by netfilter (this kernel has no netem" + (packets.filter().correlation() > 0
                        ? "; without correlation)"
                        : ")");
    }

    /** Opens the proxy, and leads there what it is about only when it listens. */
    private String lead(NodeJournal.Entry entry) throws IOException {
        Victim victim = entry.standing().effect().victim();
        Map<String, Integer> ports = doors.open(entry.key(), entry.standing().effect(),
                NamesInside.servers(victim, whose), group -> network.enter(victim, group));
        journal.write(entry.with(ports));
        network.renew(victim, Set.of());
        return ", by a proxy in the pod's network";
    }

    /**
     * Ends an effect, whoever made it. What is not in the journal is taken from the effect alone; if that is of another
     * kind than what the journal tells of, both are there. The journal forgets it last: who is killed on the way leaves
     * it to be found.
     */
    void end(String key, Effect told) throws IOException {
        Effect known = journal.find(key).map(entry -> entry.standing().effect()).orElse(told);
        if (!known.getClass().equals(told.getClass())) {
            undo(key, told);
        }
        undo(key, known);
        journal.remove(key);
    }

    private void undo(String key, Effect effect) throws IOException {
        switch (effect) {
            case Effect.Kill _ -> {
            }
            case Effect.Cpu _,Effect.Memory _,Effect.Writes _ -> {
                if (!workers.end(key)) {
                    throw new IOException("a worker %s still runs".formatted(key));
                }
            }
            case Effect.Fill fill -> disk.empty(key, fill);
            case Effect.Packets packets -> takeOut(key, packets.victim(), Set.of(packets.filter().device()));
            case Effect.Http http -> takeOut(key, http.victim(), Set.of());
            case Effect.Names names -> {
                takeOut(key, names.victim(), Set.of());
                network.forgetQuestions(names.victim());
            }
            case Effect.FreezeKubelet _ -> kubelet.letGoOn(key);
        }
    }

    private void takeOut(String key, Victim victim, Set<String> devices) throws IOException {
        journal.beginToEnd(key);
        network.renew(victim, devices);
        doors.close(key);
    }

    /** Whom what is made by these hands is made on. */
    Victims victims() {
        return victims;
    }

    /** What helpers left in force that are gone, or what is overdue. */
    List<NodeJournal.Entry> orphans(long now) {
        List<NodeJournal.Entry> orphans = new ArrayList<>();
        for (NodeJournal.Entry entry : journal.all()) {
            boolean lives = processes.find(entry.pid()).filter(process -> process.startedAt() == entry.startedAt())
                    .isPresent();
            if (!lives || entry.until() < now) {
                orphans.add(entry);
            }
        }
        return orphans;
    }

    OsProcess self() throws IOException {
        return processes.find(ProcessHandle.current().pid()).orElseThrow(() -> new IOException("/proc is not here"));
    }

    boolean lives(long pid, long startedAt) {
        return processes.find(pid).filter(process -> process.startedAt() == startedAt).isPresent();
    }
}
