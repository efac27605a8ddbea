package io.faultline.injector.host;

import java.net.InetAddress;
import java.net.ServerSocket;

/** Listens like a database's first process, and has a child that does not: says its port and the child's pid. */
final class ListeningParent {
    private ListeningParent() {}

    public static void main(String[] args) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process child = new ProcessBuilder("sleep", "60").start();
            System.out.println(door.getLocalPort() + " " + child.pid());
            int _ = System.in.read();
            child.destroyForcibly();
        }
    }
}
