package io.faultline.probe.action;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.run.Step;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Programs;
import io.faultline.probe.probe.Web;
import io.faultline.probe.value.Environment;
import io.faultline.probe.value.Values;

/** Takes actions. Whatever an HTTP server or a command answers, the action was taken; only silence is a failure. */
public record Actions(Web web, Programs programs, Environment environment) {
    /** What came of it, fit to be read by people. */
    public record Taken(boolean succeeded, String detail) {}

    public Taken take(Step.Act act) throws InterruptedException {
        Action action = act.action();
        Values values = new Values(act.configuration(), act.secrets(), environment);
        try {
            HttpCall http = action.http();
            CommandCall command = action.command();
            if (http != null) {
                return sent(web.send(values.filled(http), action.timeout()), values);
            }
            return command == null
                    ? new Taken(false, "nothing to do")
                    : ran(programs.run(values.filled(command), action.timeout()), values);
        } catch (RuntimeException e) {
            return failed(Judgement.unmeasurable(String.valueOf(e.getMessage())), values);
        }
    }

    private static Taken sent(Web.Reply reply, Values values) {
        return switch (reply) {
            case Web.Reply.Failed failed -> failed(failed.judgement(), values);
            case Web.Reply.Answered answered -> taken(answered.status() + " " + answered.body(), values);
        };
    }

    private static Taken ran(Programs.Ended ended, Values values) {
        return switch (ended) {
            case Programs.Ended.Failed failed -> failed(failed.judgement(), values);
            case Programs.Ended.Exited exited -> taken(
                    "exit code %d %s %s".formatted(exited.code(), exited.output(), exited.errors()), values);
        };
    }

    private static Taken taken(String detail, Values values) {
        String shown = Judgement.held(detail.strip()).actual(values::redacted);
        return new Taken(true, shown == null ? "" : shown);
    }

    private static Taken failed(Judgement judgement, Values values) {
        String detail = judgement.detail(values::redacted);
        return new Taken(false, detail == null ? "" : detail);
    }
}
