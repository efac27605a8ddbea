package io.faultline.injector.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.faultline.injector.fault.beside.Sockets;

/** A thread inside the network of a pod. What it opens stays there, whoever uses it. */
final class Inside implements Sockets {
    private static final int BACKLOG = 512;

    private final Namespaces calls;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("inside").factory());

    private Inside(Namespaces calls) {
        this.calls = calls;
    }

    /** @param pid any process of the pod; @param group its sockets belong to, or 0 */
    static Inside of(Namespaces calls, long pid, int group) throws IOException {
        Inside inside = new Inside(calls);
        inside.call(() -> {
            calls.enter(Path.of("/proc/" + pid + "/ns/net"), Namespaces.NETWORK);
            if (group > 0) {
                calls.belongTo(group);
            }
            return group;
        });
        return inside;
    }

    /** Does it there. Who is interrupted waits for the end all the same: nothing of it may come after what undoes it. */
    <T> T call(Callable<T> work) throws IOException {
        Future<T> done = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw new IOException(trouble.getMessage(), trouble);
            }
            throw new CompletionException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public ServerSocketChannel listening() throws IOException {
        return call(() -> {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(null, BACKLOG);
            return channel;
        });
    }

    @Override
    public SocketChannel connecting() throws IOException {
        return call(SocketChannel::open);
    }

    @Override
    public DatagramChannel datagrams(InetSocketAddress at) throws IOException {
        return call(() -> {
            boolean four = at.getAddress().getAddress().length == 4;
            DatagramChannel channel = DatagramChannel
                    .open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel.bind(at);
            return channel;
        });
    }

    @Override
    public InetSocketAddress meantFor(SocketChannel accepted) throws IOException {
        return calls.meantFor(accepted);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
