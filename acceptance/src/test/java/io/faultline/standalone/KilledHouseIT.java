package io.faultline.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.contracts.wire.Wire;
import io.faultline.ledger.Absence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole house is killed while a process is frozen: the process goes on, and the next start tells what was left. */
@Tag("long")
class KilledHouseIT {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private Process target;
    private Process running;

    @AfterEach
    void end() throws InterruptedException {
        for (Process each : List.of(target, running)) {
            each.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesNoProcessFrozenAndSaysSoAtTheNextStart() throws Exception {
        target = new ProcessBuilder("sleep", "600").start();
        running = startHouse();
        String run = freeze(target.pid());
        await().atMost(Duration.ofSeconds(20)).until(() -> state(target.pid()) == 'T');
        await().atMost(Duration.ofSeconds(20)).until(() -> client().read("/api/v1/runs/" + run + "/events?limit=500")
                .toString().contains("io.faultline.fault-injected.v1"));

        Instant death = Instant.now();
        running.destroyForcibly().waitFor();

        await().atMost(PAUSE).pollInterval(Duration.ofMillis(20)).until(() -> state(target.pid()) != 'T');
        running = startHouse();
        Absence nobody = new Absence(death, Instant.now());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode events = client().read("/api/v1/runs/" + run + "/events?limit=500").path("items");
            assertThat(events.toString()).contains("io.faultline.fault-reverted.v1").contains("recovered");
        });
        assertThat(client().read("/api/v1/faults?state=active").path("items")).isEmpty();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client().read("/api/v1/runs/" + run).has("score"));
        assertThat(Ledgers.of(description(), nobody).violations()).isEmpty();
    }

    @Test
    void keepsItsKeyToItsOwner() throws Exception {
        target = new ProcessBuilder("sleep", "1").start();
        running = startHouse();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("dev.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("house.json"))))
                .isEqualTo("rw-------");
    }

    private Process startHouse() throws IOException, InterruptedException {
        Files.deleteIfExists(home.resolve("house.json"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "dev", "--port", "0");
        builder.environment().put("FAULTLINE_HOME", home.toString());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("house.out").toFile());
        Process process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!Files.exists(home.resolve("house.json"))) {
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as(() -> "the house starts: " + output()).isTrue();
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private String output() {
        try {
            return Files.readString(home.resolve("house.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Map<String, String> description() throws IOException {
        return Wire.mapper().readTree(Files.readAllBytes(home.resolve("house.json"))).propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().asString()));
    }

    private FaultlineClient client() throws IOException {
        return new FaultlineClient(new Access(URI.create(description().get("address")),
                Files.readString(home.resolve("dev.key")).strip()));
    }

    private String freeze(long pid) throws IOException {
        JsonNode experiment = Wire.mapper()
                .readTree("""
                          {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "freeze"},
                           "spec": {"stages": [{"faults": [
                             {"name": "freeze", "type": "process-pause", "target": {"pid": %d}, "duration": "%ds"}]}]}}
                          """.formatted(pid, PAUSE.toSeconds()));
        return client().post("/api/v1/runs", experiment).path("run").asString();
    }

    /** The state letter of <code>/proc/PID/stat</code>: T is stopped. */
    private static char state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
