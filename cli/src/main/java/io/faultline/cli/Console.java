package io.faultline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

import io.faultline.cli.text.Terminal;

/** What a command has around it: data goes to out, progress and trouble to err. */
public record Console(PrintStream out, PrintStream err, Terminal terminal, Map<String, String> environment,
        InstantSource clock) {

    public static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), Terminal.detect(environment),
                environment, InstantSource.system());
    }

    /** UTF-8 whatever the locale: what is data must not turn into question marks. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
