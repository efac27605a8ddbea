package io.faultline.injector.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The two calls of the C library that Java lacks: without a fork, without a shell. */
final class Libc {
    static final int ESRCH = 3;

    private final MethodHandle kill;
    private final MethodHandle setsid;
    private final StructLayout captured = Linker.Option.captureStateLayout();
    private final VarHandle errno = captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    Libc() {
        Linker linker = Linker.nativeLinker();
        kill = linker.downcallHandle(linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                Linker.Option.captureCallState("errno"));
        setsid = linker.downcallHandle(linker.defaultLookup().findOrThrow("setsid"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT));
    }

    /** Sends a signal; 0, or the error number. */
    int kill(long pid, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(captured);
            int result = (int) kill.invokeExact(state, Math.toIntExact(pid), signal);
            return result == 0 ? 0 : (int) errno.get(state, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) cannot be called", e);
        }
    }

    /** Leaves the session, so that what ends the terminal's processes does not end this one. */
    void leaveSession() {
        try {
            int _ = (int) setsid.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("setsid(2) cannot be called", e);
        }
    }
}
