package io.faultline.injector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The whole service in a JVM of its own, made to be killed. */
record ChildInjector(Process process) implements AutoCloseable {
    static ChildInjector start(Map<String, Object> properties, String log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED", InjectorService.class.getName()));
        properties.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        return new ChildInjector(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", log).toFile()).start());
    }

    /** SIGTERM, and the end it comes to. */
    void endInOrder() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Its watchdog first: nobody on this machine is left to mend. */
    void killWithChildren() throws InterruptedException {
        process.toHandle().children().forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
