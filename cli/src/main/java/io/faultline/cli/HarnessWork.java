package io.faultline.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.faultline.cli.api.Access;
import io.faultline.cli.api.Refusal;
import io.faultline.cli.api.Unreachable;
import io.faultline.cli.harness.Call;
import io.faultline.cli.harness.HarnessClient;
import io.faultline.cli.harness.RunState;
import io.faultline.cli.harness.Script;
import io.faultline.cli.harness.Task;
import io.faultline.cli.report.Exit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the commands of Harness' pipelines do, under either of their names. */
record HarnessWork(Faultline faultline, HarnessOptions options) {
    /** The whole answer. */
    JsonNode launch() {
        Call call = Call.launch(options.workplace(), options.workflow());
        try (HarnessClient client = open(Task.LAUNCH_EXPERIMENT, call)) {
            return client.ask(call);
        }
    }

    /** Looks until the run is over, and prints its phase; that somebody does not answer for a while is no reason to end. */
    Exit monitor() throws InterruptedException {
        String notice = options.notice();
        Instant end = faultline.console().clock().instant().plus(options.timeout());
        try (HarnessClient client = open(Task.MONITOR_EXPERIMENT, Call.state(options.workplace(), notice))) {
            String told = "";
            while (true) {
                String now = look(client, notice);
                if (now == null) {
                    return Exit.PASSED;
                }
                if (!now.equals(told)) {
                    faultline.say(now);
                    told = now;
                }
                if (!faultline.console().clock().instant().plus(options.delay()).isBefore(end)) {
                    faultline.say("not over within " + options.timeout().toSeconds() + " s; it goes on");
                    return Exit.TIMED_OUT;
                }
                TimeUnit.NANOSECONDS.sleep(options.delay().toNanos());
            }
        }
    }

    /** What is to be said while it is not over; nothing when it is. */
    private @Nullable String look(HarnessClient client, String notice) {
        try {
            RunState state = client.state(options.workplace(), notice);
            if (state.isOver()) {
                faultline.console().out().println(state.phase());
                return null;
            }
            return state.phase();
        } catch (Unreachable e) {
            return String.valueOf(e.getMessage());
        } catch (Refusal e) {
            if (e.status() < 500) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Prints the score as an integer. It prints 0 when there is none: an empty text compared by a shell is an error, and
     * an error is no failed gate.
     */
    Exit score() {
        PrintStream out = faultline.console().out();
        try {
            String notice = options.notice();
            try (HarnessClient client = open(Task.VALIDATE_RESILIENCE_SCORE,
                    Call.state(options.workplace(), notice))) {
                RunState state = client.state(options.workplace(), notice);
                out.println(state.isOver() ? state.wholeScore() : 0);
                if (!state.isOver()) {
                    faultline.say("not over yet (%s): it has no score, which counts as 0".formatted(state.phase()));
                }
                return state.isOver() ? Exit.PASSED : Exit.TIMED_OUT;
            }
        } catch (RuntimeException e) {
            out.println(0);
            throw e;
        }
    }

    private HarnessClient open(Task task, Call call) {
        Access access = options.access(faultline);
        Path file = options.file();
        if (file != null) {
            new Script(task, access.address(), call).write(file);
        }
        return new HarnessClient(access);
    }
}
