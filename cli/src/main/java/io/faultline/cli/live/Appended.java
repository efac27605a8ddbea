package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

/**
 * Tells the run in appended lines, for pipes, files and CI: a line for each thing that happened; of a probe's samples
 * only those that changed its outcome.
 */
public final class Appended implements Show {
    private final PrintStream out;
    private final Terminal terminal;
    private final Map<String, Outcome> last = new HashMap<>();

    public Appended(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void published(StreamEvent event, RunView view) {
        event.published().ifPresent(published -> {
            String told = tell(published, view);
            Instant at = event.time();
            if (told != null) {
                String clock = at == null || view.requestedAt() == null
                        ? "--:--.---"
                        : clock(Duration.between(view.requestedAt(), at));
                say(clock + "  " + told);
            }
            if (published instanceof FaultFailed fact && fact.failed() == FaultFailed.Failed.REVERT) {
                say("           STUCK      revert it by hand:  " + StuckLines.command(fact.manualUndo()));
            }
        });
        if (event.isGap()) {
            note(event.missed() + " lines or samples were left out: this reader was too slow");
        }
    }

    @Override
    public void tick(RunView view, Instant now) {}

    @Override
    public void note(String text) {
        say("--:--.---  note       " + text);
    }

    @Override
    public void end(RunView view, Instant now) {}

    private void say(String line) {
        out.println(Line.of(line).render(Integer.MAX_VALUE, terminal.look()));
        out.flush();
    }

    private @Nullable String tell(Record published, RunView view) {
        return switch (published) {
            case ExperimentRequested fact -> line("requested", fact.experiment().name() + "  run " + fact.run());
            case RunPlanned fact -> line("planned", fact.steps().size() + " steps, over by " + fact.deadline());
            case FaultInjected fact -> line("injected", fact.fault() + "  " + targets(fact) + "  for at most "
                    + Spans.text(Duration.between(fact.at(), fact.until())));
            case FaultReverted fact -> line("reverted", fact.fault() + "  " + word(fact.reason()));
            case FaultFailed fact -> fact.failed() == FaultFailed.Failed.REVERT
                    ? line("STUCK", fact.fault() + " COULD NOT BE REVERTED and may still be in force: " + fact.reason())
                    : line("failed", fact.fault() + "  " + fact.reason());
            case ProbeSample sample -> changed(sample);
            case ProbeResult fact -> result(fact);
            case ActionTaken fact -> line("action", fact.action() + "  " + (fact.succeeded() ? "done" : "failed")
                    + "  " + fact.detail());
            case AbortRequested fact -> line("abort", fact.requestedBy() + ": " + fact.reason());
            case RunStopping fact -> line("stopping", word(fact.cause()) + ": " + fact.reason());
            case RunSettled fact -> line("settled", word(fact.ending()));
            case RunCompleted fact -> line("completed", word(fact.verdict()) + "  score " + fact.scorecard().score());
            case LogLine log -> line("log", log.source().split("[/@#]", 2)[0] + "  " + log.text());
            case StepDue _ -> null;
            default -> null;
        };
    }

    private @Nullable String changed(ProbeSample sample) {
        Outcome outcome = sample.measurement().outcome();
        String key = sample.phase() + "/" + sample.fault() + "/" + sample.probe();
        if (last.put(key, outcome) == outcome) {
            return null;
        }
        String detail = sample.measurement().detail();
        return line("sample", sample.probe() + "  " + word(outcome) + (detail == null ? "" : "  " + detail));
    }

    private static String result(ProbeResult fact) {
        String detail = fact.decisive().detail();
        return line("probe", fact.probe() + "  " + word(fact.phase()) + "  " + word(fact.outcome())
                + "  (%d of %d held)".formatted(fact.evaluations() - fact.failures(), fact.evaluations())
                + (detail == null ? "" : "  " + detail));
    }

    private static String targets(FaultInjected fact) {
        return fact.targets().stream().map(target -> target.kind() + " " + target.name())
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(String what, String text) {
        return String.format(Locale.ROOT, "%-9s  %s", what, text);
    }

    private static String clock(Duration since) {
        long millis = Math.max(0, since.toMillis());
        return String.format(Locale.ROOT, "%02d:%02d.%03d", millis / 60_000, millis / 1000 % 60, millis % 1000);
    }
}
