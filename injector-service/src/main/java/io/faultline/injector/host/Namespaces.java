package io.faultline.injector.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Calls of the C library for who works inside the network of others; they concern the calling thread alone. */
final class Namespaces {
    static final int NETWORK = 0x4000_0000;
    private static final int CONTROL_GROUPS = 0x0200_0000;

    private static final int READ_ONLY = 0;
    private static final int IPPROTO_IP = 0;
    private static final int SO_ORIGINAL_DST = 80;
    private static final int ADDRESS_SIZE = 16;

    private final MethodHandle open = handle("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private final MethodHandle close = handle("close", ValueLayout.JAVA_INT);
    private final MethodHandle setns = handle("setns", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle setfsgid = handle("setfsgid", ValueLayout.JAVA_INT);
    private final MethodHandle getsockopt = handle("getsockopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** This thread is in that namespace from now on, as are threads and processes it starts. */
    void enter(Path namespace, int kind) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) open.invokeExact(arena.allocateFrom(namespace.toString()), READ_ONLY);
            if (file < 0) {
                throw new IOException("%s cannot be opened".formatted(namespace));
            }
            int result = (int) setns.invokeExact(file, kind);
            int _ = (int) close.invokeExact(file);
            if (result != 0) {
                throw new IOException("%s cannot be entered".formatted(namespace));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setns(2) cannot be called", e);
        }
    }

    /** From now on control groups are called here as the node calls them; where they have no namespaces they always are. */
    void seeControlGroupsAsTheNodeDoes() {
        try {
            enter(Path.of("/proc/1/ns/cgroup"), CONTROL_GROUPS);
        } catch (IOException e) {
            System.err.println("control groups are called as they are in this container: " + e.getMessage());
        }
    }

    /** Sockets this thread opens from now on belong to that group, as netfilter sees it. */
    void belongTo(int group) {
        try {
            int _ = (int) setfsgid.invokeExact(group);
        } catch (Throwable e) {
            throw new IllegalStateException("setfsgid(2) cannot be called", e);
        }
    }

    /** Where a connection was going before netfilter led it here. */
    InetSocketAddress meantFor(SocketChannel channel) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_SIZE, 8);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_INT);
            size.set(ValueLayout.JAVA_INT, 0, ADDRESS_SIZE);
            int result = (int) getsockopt.invokeExact(descriptor(channel), IPPROTO_IP, SO_ORIGINAL_DST, address, size);
            if (result != 0) {
                throw new IOException("it was not led here");
            }
            int port = Short.toUnsignedInt(
                    address.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 2));
            byte[] bytes = address.asSlice(4, 4).toArray(ValueLayout.JAVA_BYTE);
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("getsockopt(2) cannot be called", e);
        }
    }

    /** The JDK tells nobody; the helper is started with its package opened to us. */
    private static int descriptor(SocketChannel channel) throws ReflectiveOperationException {
        try {
            var method = channel.getClass().getMethod("getFDVal");
            method.setAccessible(true);
            return (int) method.invoke(channel);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }
}
