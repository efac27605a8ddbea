package io.faultline.injector.host;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MountTest {
    private static final List<Mount> CONTAINER = Mount.all(
            """
            900 800 0:96 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/l/1:/l/2,upperdir=/snap/9/fs,workdir=/w
            901 900 0:97 / /proc rw,nosuid - proc proc rw
            902 900 254:0 /lib/kubelet/pods/u1/volumes/kubernetes.io~empty-dir/d /data rw - ext4 /dev/vda rw
            903 900 254:0 /lib/kubelet/pods/u1/etc-hosts /etc/hosts rw - ext4 /dev/vda rw
            904 900 8:16 /db /data/pg rw,relatime - ext4 /dev/sdb rw
            905 900 8:17 / /with\\040blank rw,relatime - ext4 /dev/sdc rw
            906 900 0:99 / /only/here rw,relatime - tmpfs tmpfs rw
            """);
    private static final List<Mount> NODE = Mount
            .all("""
                 27 1 254:0 / /var rw,relatime shared:1 - ext4 /dev/vda rw
                 33 27 254:0 /lib/kubelet /elsewhere rw,relatime shared:1 - ext4 /dev/vda rw
                 40 27 8:16 / /var/lib/kubelet/plugins/pv/globalmount rw - ext4 /dev/sdb rw
                 41 27 8:16 /db /var/lib/kubelet/pods/u1/volume-subpaths/pv/db/0 rw - ext4 /dev/sdb rw
                 42 27 8:17 / /mnt/disk rw,relatime - ext4 /dev/sdc rw
                 """);

    private static Mount under(String path) {
        return Mount.under(Path.of(path), CONTAINER).orElseThrow();
    }

    private static List<String> onNode(String path) {
        return under(path).seenThrough(NODE, Path.of(path)).stream().map(Path::toString).toList();
    }

    @Test
    void aVolumeLiesWhereItsKubeletPutIt() {
        assertThat(onNode("/data/sub")).containsExactly(
                "/var/lib/kubelet/pods/u1/volumes/kubernetes.io~empty-dir/d/sub",
                "/elsewhere/pods/u1/volumes/kubernetes.io~empty-dir/d/sub");
    }

    @Test
    void partOfAVolumeIsFoundFirstWhereAllOfItIs() {
        assertThat(onNode("/data/pg/wal")).containsExactly("/var/lib/kubelet/plugins/pv/globalmount/db/wal",
                "/var/lib/kubelet/pods/u1/volume-subpaths/pv/db/0/wal");
    }

    @Test
    void namesWithBlanksAreRead() {
        assertThat(onNode("/with blank/a")).containsExactly("/mnt/disk/a");
    }

    @Test
    void whatIsMountedInTheContainerAloneIsNotOnTheNode() {
        assertThat(onNode("/only/here")).isEmpty();
    }

    @Test
    void whatIsWrittenOverTheImageLiesInItsLayer() {
        assertThat(under("/tmp").layer()).contains(Path.of("/snap/9/fs"));
        assertThat(under("/tmp").inside(Path.of("/tmp"))).isEqualTo(Path.of("/tmp"));
        assertThat(under("/data").layer()).isEmpty();
    }

    @Test
    void linesThatAreNoneAreLeftOut() {
        assertThat(Mount.all("\n1 2 3\n28 21 0:4 net:[4026532] /run/netns/x rw - nsfs nsfs rw\n")).isEmpty();
    }
}
