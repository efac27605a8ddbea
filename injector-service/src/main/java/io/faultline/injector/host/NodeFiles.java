package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.injector.fault.process.OsProcess;

/** Files of containers as they lie on the node, where they are found when no container runs that has them. */
final class NodeFiles {
    private static final Pattern KUBELET_FOLDER = Pattern.compile("--root-dir[= ](\\S+)");

    private final Supplier<Path> viewer;
    private final Supplier<String> kubelet;

    /**
     * @param viewer folder in /proc of a process that sees what the node does
     * @param kubelet its command line
     */
    NodeFiles(Supplier<Path> viewer, Supplier<String> kubelet) {
        this.viewer = viewer;
        this.kubelet = kubelet;
    }

    /** Where not even root may look through the first process, the kubelet sees all it has mounted. */
    static NodeFiles ofThisNode(NodeProcesses whose) {
        Path first = Path.of("/proc/1");
        return new NodeFiles(() -> Files.isDirectory(first.resolve("root"))
                ? first
                : whose.kubelet().map(process -> Path.of("/proc", Long.toString(process.pid()))).orElse(first),
                () -> whose.kubelet().map(OsProcess::commandLine).orElse(""));
    }

    /** Where a folder of a container lies; empty if that cannot be told. */
    String placeOf(long pid, Path folder) {
        Path path = Path.of("/").resolve(NodeProcesses.rootOf(pid).relativize(folder));
        Optional<Mount> mount = Mount.under(path, mounts(Path.of("/proc", Long.toString(pid))));
        Optional<Path> layer = mount.flatMap(Mount::layer).filter(upper -> at(upper.toString()).isPresent())
                .map(upper -> upper.resolve(Path.of("/").relativize(mount.get().inside(path))));
        return layer.or(() -> mount.flatMap(on -> on.seenThrough(mounts(viewer.get()), path).stream()
                .filter(place -> isSame(place, folder)).findFirst())).map(Path::toString)
                .filter(place -> place.indexOf('\n') < 0).orElse("");
    }

    /** What a container has written over its image, on the node; none where its file system is not layered. */
    Optional<Path> layerOf(long pid) {
        return Mount.under(Path.of("/"), mounts(Path.of("/proc", Long.toString(pid)))).flatMap(Mount::layer)
                .flatMap(layer -> at(layer.toString()));
    }

    private static List<Mount> mounts(Path process) {
        return Mount.all(ProcFiles.text(process.resolve("mountinfo")));
    }

    private boolean isSame(Path place, Path folder) {
        try {
            Optional<Path> found = at(place.toString());
            return found.isPresent() && Files.isSameFile(found.get(), folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** A folder of the node as a path of ours, if it is there. */
    Optional<Path> at(String place) {
        try {
            return place.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ContainerFiles.folder(viewer.get().resolve("root"), place));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of a pod, while its kubelet has not done away with it. */
    Optional<Path> folderOf(String pod) {
        return at(kubeletFolder() + "/pods/" + pod);
    }

    private String kubeletFolder() {
        Matcher given = KUBELET_FOLDER.matcher(kubelet.get());
        return given.find() ? given.group(1) : "/var/lib/kubelet";
    }

    /** Whether a folder of a container is on a file system the kubelet mounts for volumes, and nobody else. */
    boolean isOfVolumes(long pid, Path folder) {
        Path path = Path.of("/").resolve(NodeProcesses.rootOf(pid).relativize(folder));
        Path kubelets = Path.of(kubeletFolder());
        List<Path> points = Mount.under(path, mounts(Path.of("/proc", Long.toString(pid)))).stream()
                .flatMap(on -> mounts(viewer.get()).stream().filter(each -> each.device().equals(on.device())))
                .map(Mount::point).toList();
        return !points.isEmpty()
                && points.stream().allMatch(point -> point.startsWith(kubelets) && !point.equals(kubelets));
    }

    /** What a container calls so on any volume of its pod: how much of the path leads to the volume is not known. */
    List<Path> onVolumes(String pod, String path) {
        List<Path> found = new ArrayList<>();
        Path whole = Path.of("/").resolve(path).normalize();
        for (Path volume : folderOf(pod).stream().flatMap(NodeFiles::volumes).toList()) {
            for (int mounted = 0; mounted <= whole.getNameCount(); mounted++) {
                Path rest = mounted == whole.getNameCount()
                        ? Path.of("")
                        : whole.subpath(mounted, whole.getNameCount());
                folder(volume, rest).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Path> folder(Path volume, Path rest) {
        try {
            return Optional.of(ContainerFiles.folder(volume, rest.toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Some kinds have theirs in a folder below. */
    private static Stream<Path> volumes(Path pod) {
        Stream<Path> whole = in(pod.resolve("volumes")).flatMap(NodeFiles::in)
                .flatMap(volume -> Stream.of(volume, volume.resolve("mount")));
        Stream<Path> parts = in(pod.resolve("volume-subpaths")).flatMap(NodeFiles::in).flatMap(NodeFiles::in);
        return Stream.concat(whole, parts).filter(Files::isDirectory);
    }

    private static Stream<Path> in(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(found::add);
        } catch (IOException e) {
            return found.stream();
        }
        return found.stream();
    }
}
