package io.faultline.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import io.faultline.cli.api.Answer;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.RunNames;
import io.faultline.cli.live.Appended;
import io.faultline.cli.live.LiveView;
import io.faultline.cli.live.RunOutcome;
import io.faultline.cli.live.Show;
import io.faultline.cli.live.Silence;
import io.faultline.cli.report.Exit;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an experiment and says what came of it. */
@Command(name = "run", description = "Runs an experiment, waits for its end, and says what came of it.")
final class Run implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "FILE", description = "The experiment, or a manifest of Harness or LitmusChaos; YAML or JSON.")
    private Path file = Path.of("");

    @Option(names = {"-w", "--watch"}, description = "Show it live; Ctrl-C ends the run, once more leaves it.")
    private boolean watch;

    @Option(names = "--wait", description = "Wait for the end, as without it: for scripts that want to say so.")
    private boolean waiting;

    @Option(names = "--no-wait", description = "Do not wait for the end.")
    private boolean noWait;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML there.")
    private @Nullable Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also write a summary in Markdown there.")
    private @Nullable Path markdown;

    @Option(names = "--github-summary", description = "Also append it to the file GITHUB_STEP_SUMMARY names: GitHub shows it.")
    private boolean githubSummary;

    @Option(names = "--timeout", paramLabel = "SPAN", description = "Wait at most this long (90s, 10m); the run goes on behind it.")
    private @Nullable String timeout;

    @Option(names = "--expect-score", paramLabel = "N", description = "Pass when the score is at least this, 0 to 100; what no score counts has to hold in any case.")
    private @Nullable BigDecimal gate;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "The same key never starts a second run.")
    private @Nullable String idempotencyKey;

    Run(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        if (noWait && (waiting || watch || junit != null || markdown != null || githubSummary || timeout != null
                || gate != null)) {
            throw faultline.misused("--no-wait goes with none of --wait, --watch, --junit, --markdown,"
                    + " --github-summary, --timeout, --expect-score");
        }
        String stepSummary = faultline.console().environment().get("GITHUB_STEP_SUMMARY");
        if (githubSummary && (stepSummary == null || stepSummary.isBlank())) {
            throw faultline.misused("--github-summary needs GITHUB_STEP_SUMMARY, which is set in GitHub's jobs");
        }
        var patience = timeout == null ? null : DurationText.parse(timeout).duration();
        Experiment experiment = ExperimentFiles.read(file, faultline);
        try (FaultlineClient client = faultline.client()) {
            Map<String, String> headers = idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
            Answer answer = client.send("POST", "/api/v1/runs", experiment, headers);
            RunId run = RunId.parse(RunNames.idIn(answer.body()));
            if (noWait) {
                started(run, answer);
                return Exit.PASSED.code();
            }
            faultline.say("run " + run + " of " + experiment.name() + " at " + client.access());
            RunOutcome outcome = new LiveView(client, run, show(), faultline.console().clock()).follow(patience);
            return finished(run, outcome);
        }
    }

    private void started(RunId run, Answer answer) {
        if (faultline.format() == Format.TABLE || faultline.format() == Format.NAME) {
            faultline.console().out().println(run);
        } else {
            faultline.printer().tree(answer.body());
        }
    }

    /** The live view is for people: it stands where it does not mix with data. */
    private Show show() {
        PrintStream err = faultline.console().err();
        if (!watch) {
            return new Silence(err);
        }
        return faultline.format() == Format.TABLE
                ? LiveView.showOn(faultline.console().out(), faultline.console().terminal())
                : new Appended(err, faultline.console().terminal());
    }

    private int finished(RunId run, RunOutcome outcome) {
        Results results = new Results(faultline, gate);
        if (junit != null) {
            results.write(outcome.report(), Format.JUNIT, junit);
        }
        if (markdown != null) {
            results.write(outcome.report(), Format.MD, markdown);
        }
        if (githubSummary) {
            results.append(outcome.report(), Path.of(faultline.console().environment().get("GITHUB_STEP_SUMMARY")));
        }
        switch (outcome.end()) {
            case COMPLETED -> results.print(outcome.report(), faultline.format());
            case TIMED_OUT -> faultline.say("still running after " + timeout + "; faultline report " + run
                    + " tells how it ended");
            case LEFT -> faultline.say("left; what is in force is reverted by itself: faultline events -f " + run);
        }
        if (outcome.end() == RunOutcome.End.COMPLETED && faultline.format() == Format.TABLE) {
            faultline.say("  report: faultline report " + run);
        }
        return outcome.exit(gate).code();
    }
}
