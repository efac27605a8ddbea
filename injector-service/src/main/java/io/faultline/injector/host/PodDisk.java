package io.faultline.injector.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.RoomRules;
import io.faultline.injector.fault.disk.FillDisk;
import io.faultline.injector.fault.process.OsProcess;

/** Fills file systems of pods, and empties them again whatever has become of who had them mounted. */
final class PodDisk {
    private final LocalDisk disk = new LocalDisk();
    private final NodeProcesses whose;
    private final NodeJournal journal;
    private final NodeFiles node;

    PodDisk(NodeProcesses whose, NodeJournal journal, NodeFiles node) {
        this.whose = whose;
        this.journal = journal;
        this.node = node;
    }

    private static String name(String key) {
        return key + ".fill";
    }

    /** Where it is on the node is written down before there is anything; says how much was put where. */
    String fill(NodeJournal.Entry entry, Effect.Fill fill) throws IOException, InterruptedException {
        long pid = whose.running(fill.victim()).pid();
        Path folder = ContainerFiles.folder(NodeProcesses.rootOf(pid), fill.path());
        Path file = folder.resolve(name(entry.key()));
        long written = disk.size(file.toString());
        RoomRules.Level level = level(fill, pid, folder, written);
        if (level.missing() <= 0) {
            return "nothing: %s are used already, and %s were to be".formatted(new ByteSize(level.used()),
                    new ByteSize(level.wanted()));
        }
        requireRoom(level.missing(), folder.toFile().getUsableSpace() + written);
        journal.write(entry.at(node.placeOf(pid, folder)));
        disk.fill(file.toString(), level.missing());
        return "%s in %s".formatted(new ByteSize(level.missing()), file.getFileName());
    }

    /** @param written by us, which does not count as used */
    private RoomRules.Level level(Effect.Fill fill, long pid, Path folder, long written) throws IOException {
        File system = folder.toFile();
        Optional<RoomRules.Level> apart = node.isOfVolumes(pid, folder)
                ? Optional.of(new RoomRules.Level(system.getTotalSpace(),
                        system.getTotalSpace() - system.getUsableSpace() - written))
                : Optional.empty();
        return RoomRules.level(fill,
                () -> node.layerOf(pid).map(ContainerFiles::taken).orElse(0L) - written, apart)
                .orElseThrow(
                        () -> new IOException(("%s has no ephemeral-storage limit, and %s is on the node's own disk:"
                                + " say by size how much may be used").formatted(fill.victim().name(), fill.path())));
    }

    private static void requireRoom(long wanted, long free) throws IOException {
        if (wanted > RoomRules.spare(free)) {
            throw new IOException("only %s can be used there, beside %s that are never taken of the node; ask for less"
                    .formatted(new ByteSize(RoomRules.spare(free)), new ByteSize(FillDisk.RESERVE)));
        }
    }

    /** How much is written there by all writers together; the node keeps its reserve. */
    static long written(Effect.Writes writes, Path folder) throws IOException {
        long free = folder.toFile().getUsableSpace();
        long written = RoomRules.written(writes, free);
        requireRoom(written, free);
        return written;
    }

    /**
     * In whichever container of the pod the folder is by now, and on the node: a container that ends for want of room
     * may not be there until it has some.
     */
    void empty(String key, Effect.Fill fill) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<OsProcess> left = whose.eachOf(fill.victim());
        left.forEach(each -> folderIn(each, fill.path()).ifPresent(folders::add));
        boolean seen = !folders.isEmpty();
        Optional<String> place = journal.find(key).map(NodeJournal.Entry::place);
        place.flatMap(node::at).ifPresent(folders::add);
        folders.addAll(node.onVolumes(fill.victim().pod(), fill.path()));
        boolean deleted = false;
        for (Path folder : folders) {
            Path file = folder.resolve(name(key));
            if (Files.exists(file)) {
                disk.delete(file.toString());
                deleted = true;
            }
        }
        boolean unknown = place.filter(String::isEmpty).isPresent();
        boolean gone = left.isEmpty() && node.folderOf(fill.victim().pod()).isEmpty();
        if (unknown && !seen && !deleted && !gone) {
            throw new IOException("%s does not run, and where %s of it lies on the node cannot be told"
                    .formatted(fill.victim().name(), fill.path()));
        }
    }

    private static Optional<Path> folderIn(OsProcess process, String path) {
        try {
            return Optional.of(ContainerFiles.folder(NodeProcesses.rootOf(process.pid()), path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
