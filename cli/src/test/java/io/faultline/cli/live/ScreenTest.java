package io.faultline.cli.live;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;

import io.faultline.cli.Golden;
import io.faultline.cli.text.Look;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.LogLine;
import org.junit.jupiter.api.Test;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static io.faultline.contracts.probe.Outcome.UNMEASURABLE;
import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {
    private static final Look WIDE = new Look(100, false, true, ZoneOffset.UTC);
    private static final Look NARROW = new Look(60, false, true, ZoneOffset.UTC);
    private static final Look ASCII = new Look(100, false, false, ZoneOffset.UTC);
    private static final Look COLOUR = new Look(100, true, true, ZoneOffset.UTC);
    private static final Outcome[] OUTAGE = {HELD, HELD, BROKEN, BROKEN, UNMEASURABLE, BROKEN, HELD};

    private static RunView inForce() {
        RunView view = RunStory.begun().injected().watched(OUTAGE).view();
        view.trace("4bf92f3577b34da6a3ce929d0e0e4736");
        view.on(RunStory.card(0, 3, RunStory.BROKEN));
        return view;
    }

    private static String screen(RunView view, Look look, long millis) {
        return String.join("\n", new Screen(view, look, RunStory.at(millis)).lines(40)) + "\n";
    }

    @Test
    void showsAFaultInForceOnAWideTerminal() throws IOException {
        Golden.assertSame("in-force-wide.txt", screen(inForce(), WIDE, 4_046));
    }

    @Test
    void showsTheSameOnANarrowTerminal() throws IOException {
        String text = screen(inForce(), NARROW, 4_046);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        Golden.assertSame("in-force-narrow.txt", text);
    }

    @Test
    void showsTheSameInAscii() throws IOException {
        String text = screen(inForce(), ASCII, 4_046);
        assertThat(text).matches("\\p{ASCII}+");
        Golden.assertSame("in-force-ascii.txt", text);
    }

    @Test
    void showsTheSameInColour() throws IOException {
        String coloured = screen(inForce(), COLOUR, 4_046);
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(screen(inForce(), WIDE, 4_046));
        Golden.assertSame("in-force-colour.txt", coloured);
    }

    @Test
    void showsWhatIsAskedForBeforeAnythingHappened() throws IOException {
        Golden.assertSame("begun.txt", screen(RunStory.begun().view(), WIDE, 35));
    }

    @Test
    void showsARunThatIsOver() throws IOException {
        Golden.assertSame("over.txt", screen(RunStory.begun().injected()
                .watched(HELD, BROKEN, BROKEN, BROKEN, BROKEN, BROKEN, HELD, HELD, HELD).reverted().failed().view(),
                WIDE, 99_000));
    }

    @Test
    void showsAFaultThatCouldNotBeReverted() throws IOException {
        Golden.assertSame("stuck.txt", screen(RunStory.begun().injected().stopping().stuck().view(), WIDE, 11_000));
    }

    @Test
    void cutsNoCommandThatRevertsByHandHoweverNarrowTheTerminal() {
        String command = "rm -f " + "/some/very/long/folder".repeat(9) + "/file";
        RunView view = RunStory.begun().injected().stuck(command).view();
        String text = screen(view, NARROW, 11_000);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(text.replace("\\\n", "")).contains(command);
    }

    @Test
    void givesUpLogLinesFirstWhenTheTerminalIsLow() {
        List<String> low = new Screen(inForce(), WIDE, RunStory.at(4_046)).lines(14);
        assertThat(low).hasSizeLessThanOrEqualTo(14).noneMatch(line -> line.contains("froze process"))
                .anyMatch(line -> line.contains("freeze-payments"));
    }

    @Test
    void keepsTheWholeTimelineInSightWhenThereAreMoreEvaluationsThanRoom() {
        Outcome[] many = new Outcome[500];
        java.util.Arrays.fill(many, HELD);
        many[3] = BROKEN;
        String text = screen(RunStory.begun().injected().watched(many).view(), NARROW, 5_000);
        assertThat(text).containsOnlyOnce("✖").contains("99%");
    }

    @Test
    void letsNoLogLineMoveTheCursor() {
        RunView view = inForce();
        view.on(new LogLine(RunStory.RUN, "probe", 9, RunStory.START, LogLine.Level.INFO, null,
                "evil \u001b[2J\u009b31m\r\nline"));
        assertThat(screen(view, WIDE, 5_000)).doesNotContain("\u001b", "\u009b", "\r").contains("evil");
    }

    @Test
    void standsStillForARunItKnowsNothingOf() {
        assertThat(screen(new RunView(RunStory.RUN), WIDE, 0)).contains("queued");
    }
}
