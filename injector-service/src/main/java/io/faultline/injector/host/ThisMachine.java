package io.faultline.injector.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.faultline.injector.lease.Machine;

/** What tells this machine, as far as processes go, from any other, and from itself before it was booted again. */
final class ThisMachine {
    private static final int SHORT = 8;

    private ThisMachine() {}

    /** The boot's id and the namespace process ids are numbered in; where there is no /proc, the machine's name. */
    static Machine name() {
        String boot = ProcFiles.text(Path.of("/proc/sys/kernel/random/boot_id")).replaceAll("[^0-9a-f]", "");
        String namespace = namespace();
        return new Machine(boot.length() < SHORT || namespace.isEmpty()
                ? "host-" + hostName()
                : "boot-" + boot.substring(0, SHORT) + "-pid-" + namespace);
    }

    /** Whether both names are of one boot: then a process with the same start tick is the same. */
    static boolean sameBoot(String one, String other) {
        return one.replaceAll("-pid-.*", "").equals(other.replaceAll("-pid-.*", ""));
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** How long it has been up, sleep included: a clock nobody sets. Zero where there is no /proc. */
    static Duration uptime() {
        String seconds = ProcFiles.text(Path.of("/proc/uptime")).split(" ", 2)[0];
        return seconds.matches("\\d{1,12}\\.\\d{1,6}")
                ? Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000))
                : Duration.ZERO;
    }
}
