package io.faultline.injector.fault.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sockets in the network of a pod, of a group netfilter knows; who uses them may be anywhere. */
public interface Sockets extends AutoCloseable {
    /** A listening one, on a port of the kernel's choice. */
    ServerSocketChannel listening() throws IOException;

    SocketChannel connecting() throws IOException;

    /** Bound to that address: an answer has to leave from where the question went. */
    DatagramChannel datagrams(InetSocketAddress at) throws IOException;

    /** Where a connection that was led here was going. */
    InetSocketAddress meantFor(SocketChannel accepted) throws IOException;

    @Override
    void close();
}
