package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Case 4, at its worst: even the watchdog is gone, nothing is ever started again, and a person has only this command. */
class RevertIT {
    @TempDir
    Path home;

    private Process frozen;
    private String machine;

    private record Said(int code, String out, String err) {
        JsonNode json() {
            return Wire.mapper().readTree(out);
        }
    }

    @BeforeEach
    void freeze() throws Exception {
        frozen = new ProcessBuilder("sleep", "600").start();
        new ProcessBuilder("kill", "-STOP", Long.toString(frozen.pid())).start().waitFor();
        await().until(() -> state() == 'T');
        machine = "boot-%s-pid-%s".formatted(
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).replace("-", "").substring(0, 8),
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", ""));
    }

    @AfterEach
    void end() {
        frozen.destroyForcibly();
    }

    @Test
    void listsWhatIsBrokenAndRevertsItAll() throws Exception {
        Path filling = Files.writeString(home.resolve("faultline-fill"), "x");
        entry("run-1-0", "let-go-on %d %d".formatted(frozen.pid(), startedAt()), machine);
        entry("run-2-0", "delete-file %s -".formatted(filling), machine);

        Said listed = faultline("revert");
        assertThat(listed.code).as(listed.err).isZero();
        assertThat(listed.out).contains("run-1-0", "in force", "kill -CONT " + frozen.pid(), "run-2-0", "gone");
        assertThat(listed.err).contains("faultline revert --all");
        assertThat(state()).isEqualTo('T');

        Said one = faultline("revert", "run-1-0", "-o", "json");
        assertThat(one.code).isZero();
        assertThat(one.json()).singleElement()
                .satisfies(row -> assertThat(row.path("state").asString()).isEqualTo("reverted"));
        assertThat(state()).isNotEqualTo('T');
        assertThat(filling).exists();

        assertThat(faultline("revert", "--all").code).isZero();
        assertThat(filling).doesNotExist();
        Said nothing = faultline("revert", "--all");
        assertThat(nothing.code).isZero();
        assertThat(nothing.err).contains("Nothing on this machine is broken");
    }

    @Test
    void saysWhatCouldNotBeRevertedAndHowToDoItByHand() throws Exception {
        Path stuck = Files.createDirectories(home.resolve("faultline-stuck/full")).getParent();
        entry("run-1-0", "delete-file %s -".formatted(stuck), machine);
        entry("run-1-1", "let-go-on %d %d".formatted(frozen.pid(), startedAt()), machine);
        Files.writeString(home.resolve("journal/torn.undo"), "faultline journal 1\nkey torn\n");

        Said said = faultline("revert", "--all");

        assertThat(said.code).isEqualTo(8);
        assertThat(state()).as("the other one is mended").isNotEqualTo('T');
        assertThat(said.err).contains("run-1-0 could not be reverted", "rm '%s'".formatted(stuck), "torn.undo");
        assertThat(home.resolve("journal/run-1-0.undo")).exists();
        assertThat(home.resolve("journal/run-1-1.undo")).doesNotExist();
        assertThat(home.resolve("journal/torn.undo")).exists();
    }

    /** After a boot, and in another container, the same pid is another process. */
    @Test
    void touchesNoProcessOfAnotherBootOrContainer() throws Exception {
        String undo = "let-go-on %d %d".formatted(frozen.pid(), startedAt());
        entry("old", undo, "boot-00000000-pid-1");
        entry("other", undo, machine.replaceAll("pid-.*", "pid-1"));

        Said said = faultline("revert", "--all");

        assertThat(said.code).isEqualTo(8);
        assertThat(said.err).contains("other could not be reverted", "another container");
        assertThat(state()).isEqualTo('T');
        assertThat(home.resolve("journal/old.undo")).doesNotExist();
    }

    @Test
    void knowsWhatItDoesNotKnow() throws Exception {
        Said said = faultline("revert", "nonsense");
        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).contains("there is no 'nonsense'");
    }

    private void entry(String key, String undo, String where) throws IOException {
        Path journal = Files.createDirectories(home.resolve("journal"));
        Files.writeString(journal.resolve(key + ".undo"), """
                                                          faultline journal 1
                                                          key %s
                                                          fence 1
                                                          undo %s
                                                          until 2026-01-01T00:00:00Z
                                                          uptime 1
                                                          machine %s
                                                          owner 1 99999999
                                                          end
                                                          """.formatted(key, undo.replace("/", "%2F"), where));
    }

    private long startedAt() throws IOException {
        return Long.parseLong(stat().split(" ")[19]);
    }

    private char state() throws IOException {
        return stat().charAt(0);
    }

    private String stat() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + frozen.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2);
    }

    private Said faultline(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + home, "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FAULTLINE_HOME", home.toString());
        builder.redirectError(home.resolve("err").toFile()).redirectOutput(home.resolve("out").toFile());
        int code = builder.start().waitFor();
        return new Said(code, Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }
}
