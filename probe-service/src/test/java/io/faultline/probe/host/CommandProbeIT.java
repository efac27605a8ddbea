package io.faultline.probe.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.NoCluster;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CommandProbeIT extends ProbingContract {
    @TempDir
    Path folder;

    @Override
    protected Probing probing() {
        return probing("*");
    }

    @Override
    protected ProbeSpec holding() {
        return expecting(Comparator.text("up"), "echo", "up");
    }

    @Override
    protected ProbeSpec broken() {
        return expecting(Comparator.text("up"), "echo", "down");
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return expecting(null, "no-such-program-anywhere");
    }

    @Override
    protected ProbeSpec hanging() {
        return expecting(null, "sleep", "60");
    }

    @Test
    void theExitCodeIsTheMeasurementWhenOutputIsNotJudged() throws Exception {
        Judgement judgement = attempt(shell("echo no disk >&2; exit 3"));

        assertThat(judgement.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(judgement.detail(text -> text)).isEqualTo("Actual value: 3. Expected value: == 0 (no disk)");
    }

    @Test
    void aFailedCommandMeasuredNothingWhenItsOutputIsToBeJudged() throws Exception {
        Judgement judgement = attempt(expecting(Comparator.text("up"), "sh", "-c", "echo up; exit 3"));

        assertThat(judgement.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(judgement.reason()).isEqualTo("the command ended with exit code 3");
    }

    @Test
    void anExitCodeAskedForIsJudgedBesideTheOutput() throws Exception {
        CommandProbe probe = new CommandProbe(List.of("sh", "-c", "echo up; exit 3"), Map.of(),
                new CommandProbe.Expect(Comparator.number(3), Comparator.text("up")));

        assertThat(attempt(probe).held()).isTrue();
    }

    @Test
    void killsAlsoAChildThatIgnoresTheSignalAndAGrandchildThatLeftTheSession() throws Exception {
        String script = "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$ > grand; sleep 61' & "
                + "sh -c 'trap \"\" TERM; echo $$ > child; sleep 62' & echo $$ > self; wait; sleep 63";
        CommandProbe probe = shell("cd " + folder + "; " + script);

        Judgement judgement = timed(probe);

        assertThat(judgement.reason()).isEqualTo("killed: not over within 400ms");
        for (String each : List.of("self", "child", "grand")) {
            long pid = Long.parseLong(Files.readString(folder.resolve(each)).strip());
            Awaitility.await(each).atMost(Duration.ofSeconds(2)).until(() -> isGone(pid));
        }
    }

    @Test
    void keepsTheBeginningOfAnEndlessOutputAndEndsAtTheTimeout() throws Exception {
        assertThat(timed(expecting(null, "yes")).outcome()).isEqualTo(Outcome.BROKEN);
        Judgement judgement = attempt(expecting(Comparator.text("?"), "head", "-c", "5000000", "/dev/zero"));
        assertThat(judgement.actual()).hasSizeBetween(1, 1 << 20);
    }

    @Test
    void doesNotWaitForAChildThatKeepsTheOutputOpen() throws Exception {
        long began = System.nanoTime();

        Judgement judgement = attempt(expecting(Comparator.text("up"), "sh", "-c", "sleep 60 & echo up"));

        assertThat(judgement.held()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void runsOnlyWhatIsAllowed() throws Exception {
        Judgement refused = probing("cat").attempt(holding(), values(), TIMEOUT, PLACE);

        assertThat(refused.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(refused.reason()).isEqualTo("'echo' may not be run; faultline.probe.command.allow has to list it");
        assertThat(probing("cat", "echo").attempt(holding(), values(), TIMEOUT, PLACE).held()).isTrue();
        assertThat(probing().attempt(new CommandProbe(List.of("/bin/../bin/echo", "up"), Map.of(), null), values(),
                TIMEOUT, PLACE).held()).isTrue();
        assertThat(probing("echo").attempt(new CommandProbe(List.of("/bin/echo", "up"), Map.of(), null), values(),
                TIMEOUT, PLACE).outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(probing("echo").attempt(new CommandProbe(List.of("echo"), Map.of("LD_PRELOAD", "x.so"), null),
                values(), TIMEOUT, PLACE).reason()).contains("LD_");
    }

    @Test
    void handsWordsOverAsTheyAreAndVariablesAsGiven() throws Exception {
        assertThat(attempt(expecting(Comparator.text("$HOME; `id` *"), "echo", "$HOME; `id` *")).held()).isTrue();
        CommandProbe probe = new CommandProbe(List.of("printenv", "COLOUR"), Map.of("COLOUR", "red"),
                new CommandProbe.Expect(Comparator.number(0), Comparator.text("red")));
        assertThat(attempt(probe).held()).isTrue();
    }

    private static Probing probing(String... allowed) {
        return new Probing((_, _, _) -> {
            throw new UnsupportedOperationException();
        }, new HostPrograms(new CommandSettings(List.of(allowed))), (_, _, _) -> {
            throw new UnsupportedOperationException();
        }, (_, _, _, _, _) -> {
            throw new UnsupportedOperationException();
        }, NoCluster.CLUSTERS);
    }

    private static CommandProbe shell(String script) {
        return new CommandProbe(List.of("sh", "-c", script), Map.of(), null);
    }

    private static CommandProbe expecting(Comparator output, String... argv) {
        return new CommandProbe(List.of(argv), Map.of(), new CommandProbe.Expect(Comparator.number(0), output));
    }

    /** Ended, though nobody may have asked for its exit code yet. */
    private static boolean isGone(long pid) throws Exception {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
    }
}
