package io.faultline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.live.RunStory;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What stops and what refuses, as people meet it: faults in force, the halt, blackout windows, guards. */
class StopTest {
    private static final String ACTIVE = """
                                         {"id":7,"run":"019a1234-5678-7abc-8def-0123456789ab","fault":"freeze-payments","type":"process-pause",
                                          "state":"active","targets":[{"kind":"process","name":"4711","detail":"java"}],
                                          "since":"2026-11-21T06:00:00Z","until":"2026-11-21T06:10:00Z","manualUndo":"kill -CONT 4711",
                                          "injector":"one@host"}""";
    private static final String STUCK = """
                                        {"id":8,"run":"019a1234-5678-7abc-8def-0123456789ab","fault":"fill-disk","type":"disk-fill",
                                         "state":"revert-failed","targets":[{"kind":"file","name":"/tmp/full"}],"until":"2026-11-21T06:00:30Z",
                                         "manualUndo":"rm -f /tmp/full","injector":"one@host","trouble":"read-only file system"}""";
    private static final String FAILED = """
                                         {"run":"019a1234-5678-7abc-8def-0123456789ab","fault":"fill-disk","trouble":"read-only file system",
                                          "manualUndo":"rm -f /tmp/full"}""";
    private static final String HALT = """
                                       {"since":"2026-11-21T06:05:00Z","requestedBy":"ana","reason":"payments are down","runsStopped":3,
                                        "injector":"reached","faults":{"reverted":4,"failed":[%s]}}""";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int faultline(PlayedServer server, String... args) {
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe,
                Map.of("FAULTLINE_ADDRESS", server.address(), "FAULTLINE_API_KEY", "secret"),
                InstantSource.fixed(RunStory.START.plusSeconds(60)));
        return Cli.commandLine(console).execute(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String experiment() throws IOException {
        return Files.writeString(folder.resolve("payments.yaml"), ExperimentFile.write(RunStory.experiment()))
                .toString();
    }

    @Test
    void showsWhatIsBrokenUntilWhenAndHowItIsUndoneByHand() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/faults", 200, "{\"items\":[" + ACTIVE + "]}")) {
            assertThat(faultline(server, "faults", "active")).isZero();
            assertThat(server.asked().getFirst().path()).contains("state=active");
        }
        assertThat(out()).contains("freeze-payments  9 min 00 s left  id 7").contains("process 4711")
                .contains("until 2026-11-21T06:10:00Z").contains("held by one@host")
                .contains("by hand:  kill -CONT 4711");
    }

    /** Case 23. */
    @Test
    void isLoudAboutWhatCouldNotBeRevertedAndHidesItBehindNothing() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/faults", 200,
                "{\"items\":[" + ACTIVE + "," + STUCK + "]}")) {
            assertThat(faultline(server, "faults")).isEqualTo(Exit.STUCK.code());
            assertThat(out()).containsSubsequence("fill-disk COULD NOT BE REVERTED", "read-only file system",
                    "by hand:  rm -f /tmp/full", "freeze-payments", "1 could not be reverted");
            assertThat(faultline(server, "faults", "active", "-o", "json")).isEqualTo(Exit.STUCK.code());
        }
    }

    @Test
    void saysThatNothingIsBroken() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/faults", 200, "{\"items\":[]}")) {
            assertThat(faultline(server, "faults", "active")).isZero();
            assertThat(faultline(server, "faults", "active", "-o", "json")).isZero();
        }
        assertThat(out()).isEqualTo("  ✔ nothing is broken\n[ ]\n");
    }

    @Test
    void listsFaultsByState() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/faults", 200, "{\"items\":[" + STUCK + "]}")) {
            assertThat(faultline(server, "faults", "list", "--state", "revert-failed")).isZero();
            assertThat(server.asked().getFirst().path()).contains("state=revert-failed");
        }
        assertThat(out()).contains("revert-failed").contains("file /tmp/full");
    }

    @Test
    void triesAgainToRevertWhatCouldNotBe() throws IOException {
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/faults/7/revert", 200, ACTIVE.replace("\"active\"", "\"reverted\""))
                .on("/api/v1/faults/8/revert", 200, STUCK)) {
            assertThat(faultline(server, "faults", "revert", "7")).isZero();
            assertThat(err()).contains("fault 7 (freeze-payments) is reverted");
            assertThat(faultline(server, "faults", "revert", "8")).isEqualTo(Exit.STUCK.code());
            assertThat(out()).contains("fill-disk COULD NOT BE REVERTED").contains("rm -f /tmp/full");
            assertThat(server.asked()).extracting(PlayedServer.Asked::method).containsOnly("POST");
        }
    }

    @Test
    void acknowledgesWhatIsGoneThoughNobodyCouldRevertIt() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/faults/8/acknowledge", 200,
                STUCK.replace("\"revert-failed\"", "\"reverted\""))) {
            assertThat(faultline(server, "faults", "acknowledge", "8")).isEqualTo(Exit.USAGE.code());
            assertThat(faultline(server, "faults", "acknowledge", "8", "--reason", "the node was replaced")).isZero();
            assertThat(server.asked().getFirst().body()).contains("the node was replaced");
        }
        assertThat(err()).contains("fault 8 (fill-disk) is acknowledged: reverted");
    }

    /** Case 25. */
    @Test
    void haltsEverythingAndReportsWhatWasReverted() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/halt", 200, HALT.formatted(""))) {
            assertThat(faultline(server, "halt", "--all", "--reason", "payments are down")).isZero();
            assertThat(server.asked().getFirst().method()).isEqualTo("POST");
            assertThat(server.asked().getFirst().body()).isEqualTo("{\"reason\":\"payments are down\"}");
        }
        assertThat(out()).contains("HALTED  payments are down  by ana")
                .contains("runs ended: 3 · faults reverted: 4 · not reverted: 0");
        assertThat(err()).contains("faultline halt release --reason TEXT");
    }

    /** Case 25. */
    @Test
    void reportsWhatAHaltCouldNotRevert() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/halt", 200, HALT.formatted(FAILED))) {
            assertThat(faultline(server, "halt", "--all", "--reason", "x")).isEqualTo(Exit.STUCK.code());
            assertThat(out()).contains("not reverted: 1").contains("fill-disk COULD NOT BE REVERTED")
                    .contains("by hand:  rm -f /tmp/full");
            assertThat(faultline(server, "halt", "--all", "--reason", "x", "-o", "json"))
                    .isEqualTo(Exit.STUCK.code());
        }
    }

    @Test
    void doesNotTakeSilenceOfTheInjectorForSuccess() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/halt", 200,
                """
                {"since":"2026-11-21T06:05:00Z","requestedBy":"ana","reason":"x","runsStopped":0,
                 "injector":"unreachable: no answer within 2000 ms"}""")) {
            assertThat(faultline(server, "halt", "--all", "--reason", "x")).isEqualTo(Exit.ERROR.code());
        }
        assertThat(out()).contains("no answer within 2000 ms").contains("told again until it knows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "halt --all", "halt --reason x", "halt release", "blackout set x --reason y",
            "blackout set x --reason y --from 2026-12-24T00:00:00Z",
            "blackout set x --reason y --from a --to b --weekly FRIDAY --at 22:00 --for 8h"})
    void doesNothingOnHalfAWord(String words) throws IOException {
        try (PlayedServer server = new PlayedServer()) {
            assertThat(faultline(server, words.split(" "))).isEqualTo(Exit.USAGE.code());
            assertThat(server.asked()).isEmpty();
        }
        assertThat(err()).isNotEmpty();
    }

    @Test
    void tellsWhetherEverythingIsHaltedAndReleasesIt() throws IOException {
        String halt = "{\"since\":\"2026-11-21T06:05:00Z\",\"requestedBy\":\"ana\",\"reason\":\"down\",\"runsStopped\":3";
        String released = halt
                + ",\"releasedAt\":\"2026-11-21T06:09:00Z\",\"releasedBy\":\"bo\",\"releaseReason\":\"up again\"";
        try (PlayedServer server = new PlayedServer().on("/api/v1/halt", exchange -> {
            String answer = exchange.getRequestMethod().equals("DELETE")
                    ? released + ",\"injector\":\"reached\",\"faults\":{\"reverted\":0,\"failed\":[]}}"
                    : "{\"halted\":true,\"halt\":" + halt + "},\"injectorKnows\":true,\"history\":[" + halt + "}]}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        })) {
            assertThat(faultline(server, "halt", "status")).isZero();
            assertThat(out()).contains("HALTED   down  by ana at 2026-11-21T06:05:00Z");
            assertThat(faultline(server, "halt", "release", "--reason", "up again")).isZero();
            assertThat(out()).contains("RELEASED  up again  by bo").doesNotContain("runs ended");
            assertThat(server.asked().getLast().method()).isEqualTo("DELETE");
            assertThat(server.asked().getLast().body()).isEqualTo("{\"reason\":\"up again\"}");
        }
    }

    @Test
    void setsBlackoutWindowsOfBothKinds() throws IOException {
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/blackout-windows/nights", 201,
                        """
                        {"name":"nights","reason":"nobody is awake","weekly":{"days":["FRIDAY","SATURDAY"],"start":"22:00:00",
                         "duration":"8h","zone":"Europe/Vienna"},"setBy":"ana","setAt":"2026-11-21T06:05:00Z"}""")
                .on("/api/v1/blackout-windows/xmas", 200,
                        """
                        {"name":"xmas","reason":"sale","once":{"from":"2026-12-24T00:00:00Z",
                         "to":"2026-12-27T00:00:00Z"},"setBy":"ana"}""")) {
            assertThat(faultline(server, "blackout", "set", "nights", "--reason", "nobody is awake", "--weekly",
                    "friday,SATURDAY", "--at", "22:00", "--for", "8h", "--zone", "Europe/Vienna")).isZero();
            assertThat(faultline(server, "blackout", "set", "xmas", "--reason", "sale", "--from",
                    "2026-12-24T00:00:00Z", "--to", "2026-12-27T00:00:00Z")).isZero();
            assertThat(server.asked()).extracting(PlayedServer.Asked::method).containsOnly("PUT");
            assertThat(Wire.mapper().readTree(server.asked().getFirst().body()))
                    .isEqualTo(Wire.mapper().readTree(
                            """
                            {"reason":"nobody is awake","weekly":{"days":["FRIDAY","SATURDAY"],"start":"22:00",
                             "duration":"8h","zone":"Europe/Vienna"}}"""));
        }
        assertThat(out()).contains("fri, sat at 22:00:00 for 8h (Europe/Vienna)")
                .contains("2026-12-24T00:00:00Z to 2026-12-27T00:00:00Z");
    }

    @Test
    void planSaysWhatEachGuardSaysAndRefusesIfOneDoes() throws IOException {
        String fault = """
                       {"faults":[{"fault":"freeze-payments","type":"process-pause","duration":"10s","matched":1,"chosen":1,
                        "targets":[{"kind":"process","name":"4711","detail":"java"}],"withinBlastRadius":true,"allowed":%s,
                        "undo":"kill -CONT 4711","reason":%s,"guards":[
                         {"guard":"blast-radius","allowed":true,"says":"1 of 1 matches are within the blast radius"},
                         {"guard":"protected","allowed":%s,"says":"%s"},{"guard":"halt","allowed":true,"says":"no halt"}]}]}""";
        String guards = "[{\"guard\":\"halt\",\"allowed\":true,\"says\":\"Nothing is halted.\"},"
                + "{\"guard\":\"blackout-window\",\"allowed\":%s,\"says\":\"%s\"}]";
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/faults/plan", 200, fault.formatted(true, null, true, "none of them is protected"))
                .on("/api/v1/experiments/guards", 200, guards.formatted(true, "There are no blackout windows."))) {
            assertThat(faultline(server, "plan", experiment())).isZero();
            assertThat(out()).contains("✔ blackout-window").contains("✔ protected").contains("would run")
                    .containsOnlyOnce("halt ");
        }
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/faults/plan", 200,
                        fault.formatted(false, "\"it is Faultline itself\"", false, "it is Faultline itself"))
                .on("/api/v1/experiments/guards", 200, guards.formatted(true, "There are no blackout windows."))) {
            assertThat(faultline(server, "plan", experiment())).isEqualTo(Exit.REFUSED.code());
            assertThat(out()).containsOnlyOnce("it is Faultline itself").contains("✖ protected");
        }
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/faults/plan", 200, fault.formatted(true, null, true, "none of them is protected"))
                .on("/api/v1/experiments/guards", 200, guards.formatted(false, "Blackout window 'xmas'"))) {
            assertThat(faultline(server, "plan", experiment(), "-o", "json")).isEqualTo(Exit.REFUSED.code());
            assertThat(out()).contains("Blackout window 'xmas'");
        }
    }

    @Test
    void saysWhoHaltedEverythingWhenARunIsRefusedByThat() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/runs", 423,
                """
                {"type":"https://faultline.io/problems/halted","title":"Everything is halted","status":423,
                 "detail":"Everything is halted since 2026-11-21T06:05:00Z by ana: payments are down."}""")) {
            assertThat(faultline(server, "run", experiment())).isEqualTo(Exit.REFUSED.code());
        }
        assertThat(err()).contains("by ana: payments are down").contains("halt release");
    }

    @Test
    void tellsWhatAnAbortReverted() throws IOException {
        String run = "/api/v1/runs/" + RunStory.RUN;
        try (PlayedServer server = new PlayedServer().on(run + "/abort", 202,
                """
                {"run":"%s","injector":"reached","faults":{"reverted":2,"failed":[%s]},"links":{}}"""
                        .formatted(RunStory.RUN, FAILED))) {
            assertThat(faultline(server, "abort", RunStory.RUN.toString())).isEqualTo(Exit.STUCK.code());
        }
        assertThat(err()).contains("2 of its faults reverted").contains("rm -f /tmp/full");
    }
}
