package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is left of a pod none of whose containers run: its folder and its volumes. */
class PodDiskTest {
    private static final String KEY = "faultline-a.1";
    private static final Victim NOBODY = new Victim("no-such-pod-01234567", "no-such-container-01234567", "db");
    private static final Effect.Fill FILL = new Effect.Fill(NOBODY, "/data/pg", 1, 0, 0);

    @TempDir
    private Path home;
    private Path node;
    private Path pod;
    private NodeJournal journal;
    private PodDisk disk;

    @BeforeEach
    void start() throws IOException {
        node = Files.createDirectories(home.resolve("1/root"));
        pod = node.resolve("k/pods/" + NOBODY.pod());
        journal = new NodeJournal(home.resolve("run"));
        disk = new PodDisk(new NodeProcesses(new ProcFiles()), journal,
                new NodeFiles(() -> home.resolve("1"), () -> "/usr/bin/kubelet --root-dir=/k --v=2"));
    }

    private void wasFilled(String place) throws IOException {
        journal.write(new NodeJournal.Entry(new Standing(KEY, FILL, Map.of()), 1, 2, 3).at(place));
    }

    private static Path fill(Path folder) throws IOException {
        return Files.writeString(Files.createDirectories(folder).resolve(KEY + ".fill"), "ZZZ");
    }

    @Test
    void isEmptiedWhereItWasWrittenDownToLie() throws IOException {
        Path file = fill(node.resolve("srv/volume"));
        Path link = Files.createSymbolicLink(node.resolve("mnt"), Path.of("/srv"));
        wasFilled("/mnt/volume");
        disk.empty(KEY, FILL);
        assertThat(file).doesNotExist();
        assertThatCode(() -> disk.empty(KEY, FILL)).as("again").doesNotThrowAnyException();
        Files.delete(link);
    }

    @Test
    void isEmptiedOnVolumesThoughTheJournalWentWithTheNodesMemory() throws IOException {
        for (String volume : new String[]{"volumes/kubernetes.io~empty-dir/d/pg", "volumes/kubernetes.io~csi/pv/mount",
                "volumes/kubernetes.io~nfs/n/data/pg", "volume-subpaths/pv/db/0/pg"}) {
            Path file = fill(pod.resolve(volume));
            disk.empty(KEY, FILL);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void isNotCalledEmptyWhileNobodyKnowsWhereItLies() throws IOException {
        Files.createDirectories(pod.resolve("volumes/kubernetes.io~empty-dir/other"));
        wasFilled("");
        assertThatThrownBy(() -> disk.empty(KEY, FILL)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be told");
    }

    @Test
    void nothingIsLeftOfAPodThatIsGone() throws IOException {
        wasFilled("");
        assertThatCode(() -> disk.empty(KEY, FILL)).doesNotThrowAnyException();
        wasFilled("/k/pods/" + NOBODY.pod() + "/volumes/kubernetes.io~empty-dir/d");
        assertThatCode(() -> disk.empty(KEY, FILL)).doesNotThrowAnyException();
    }

    @Test
    void onlyWhatTheKubeletMountsForVolumesIsApartFromTheNode() throws IOException {
        long self = ProcessHandle.current().pid();
        Path folder = NodeProcesses.rootOf(self).resolve("proc");
        String device = Mount.all(ProcFiles.text(Path.of("/proc/self/mountinfo"))).stream()
                .filter(mount -> mount.point().equals(Path.of("/proc"))).findFirst().orElseThrow().device();
        NodeFiles files = new NodeFiles(() -> home.resolve("1"), () -> "kubelet --root-dir /k");
        for (Map.Entry<List<String>, Boolean> each : Map.of(List.of("/k/pods/u/volumes/a", "/k/plugins/b"), true,
                List.of("/k/pods/u/volumes/a", "/srv"), false, List.of("/k"), false, List.of("/"), false,
                List.<String>of(), false).entrySet()) {
            Files.write(home.resolve("1/mountinfo"), each.getKey().stream()
                    .map(point -> "5 4 %s / %s rw - ext4 /dev/x rw".formatted(device, point)).toList());
            assertThat(files.isOfVolumes(self, folder)).as("%s", each.getKey()).isEqualTo(each.getValue());
        }
    }

    @Test
    void filesOfOthersStay() throws IOException {
        Path volume = pod.resolve("volumes/kubernetes.io~empty-dir/d");
        Path other = Files.writeString(Files.createDirectories(volume).resolve("faultline-b.1.fill"), "ZZZ");
        disk.empty(KEY, FILL);
        assertThat(other).exists();
    }
}
