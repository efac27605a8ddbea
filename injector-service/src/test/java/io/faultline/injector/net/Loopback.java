package io.faultline.injector.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

import io.faultline.injector.fault.network.Proxy;

/** A real upstream that echoes, and a fault proxy before it. */
final class Loopback implements AutoCloseable {
    final OpenProxies proxies = new OpenProxies(new Random(3));
    private final ServerSocket upstream;
    final Proxy proxy;

    Loopback() throws IOException {
        upstream = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
        proxy = proxies.open(new Proxy("echo", new Proxy.Address("127.0.0.1", 0),
                new Proxy.Address("127.0.0.1", upstream.getLocalPort())));
    }

    private void serve() {
        while (!upstream.isClosed()) {
            try {
                Socket socket = upstream.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket; InputStream in = socket.getInputStream()) {
            in.transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException e) {
            Thread.onSpinWait();
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(proxy.listen().host(), proxy.listen().port()), 2000);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Milliseconds a byte takes there and back. */
    static long roundTrip(Socket socket) throws IOException {
        long began = System.nanoTime();
        socket.getOutputStream().write(42);
        if (socket.getInputStream().read() != 42) {
            throw new IOException("the echo is gone");
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Override
    public void close() throws IOException {
        proxies.close();
        upstream.close();
    }
}
