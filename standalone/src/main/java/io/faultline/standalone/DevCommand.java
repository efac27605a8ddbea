package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import io.faultline.cli.Console;
import io.faultline.contracts.wire.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps a house running until it is told to end; its data is found again at the next start. */
@Command(name = "dev", description = "Starts Faultline on this machine and keeps it running; Ctrl-C ends it.")
final class DevCommand implements Callable<Integer> {
    private final Console console;
    private final Path home;

    @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT", //
            description = "Where it listens, on the loopback only; ${DEFAULT-VALUE} by default, 0 for any free port.")
    private int port;

    DevCommand(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path keyFile = home.resolve("dev.key");
        String key = DevKey.readOrMake(keyFile);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitQuietly(closed);
        }));
        console.err().println("Starting Faultline; log in " + home.resolve("faultline.log"));
        try (House house = House.start(HouseSettings.embedded(home.resolve("data"), port, key), new Ticks(console))) {
            describe(house);
            console.err().println("Faultline is at " + house.address() + ", its key in " + keyFile);
            console.err().println("Try: faultline run examples/hello.yaml --watch      Ctrl-C ends it.");
            end.await();
            console.err().println("Ending ...");
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** Leaves a note for tools on this machine; it names credentials of the embedded database, so only its owner reads it. */
    private void describe(House house) throws IOException {
        Path note = home.resolve("house.json");
        Path draft = home.resolve("house.json.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, Wire.mapper().writeValueAsBytes(house.description()));
        Files.move(draft, note, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
