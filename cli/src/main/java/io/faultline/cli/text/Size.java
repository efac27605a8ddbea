package io.faultline.cli.text;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How many columns and rows the terminal has. */
public record Size(int columns, int rows) {
    public static final Size USUAL = new Size(100, 40);
    private static final int STDOUT = 1;
    private static final long ASK_SIZE_LINUX = 0x5413L;
    private static final long ASK_SIZE_MAC = 0x40087468L;

    /** COLUMNS and LINES when they are set, else what the terminal says, else the usual. */
    public static Size of(Map<String, String> environment) {
        Size asked = ask();
        Size known = asked == null ? USUAL : asked;
        return new Size(number(environment.get("COLUMNS"), known.columns),
                number(environment.get("LINES"), known.rows));
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{1,3}") ? Integer.parseInt(text) : otherwise;
    }

    /** Asks the kernel (ioctl TIOCGWINSZ), where the launcher allowed native access. */
    private static @Nullable Size ask() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean mac = os.contains("mac");
        if (!Size.class.getModule().isNativeAccessEnabled() || !(mac || os.contains("linux"))) {
            return null;
        }
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle ioctl = linker.downcallHandle(linker.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));
            MemorySegment size = arena.allocate(MemoryLayout.sequenceLayout(4, ValueLayout.JAVA_SHORT));
            int answer = (int) ioctl.invokeExact(STDOUT, mac ? ASK_SIZE_MAC : ASK_SIZE_LINUX, size);
            int rows = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
            return answer == 0 && columns > 0 && rows > 0 ? new Size(columns, rows) : null;
        } catch (Throwable e) {
            return null;
        }
    }
}
