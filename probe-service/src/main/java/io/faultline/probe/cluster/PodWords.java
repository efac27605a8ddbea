package io.faultline.probe.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.probe.CommandCall;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Programs.Ended;

/** The words a command is run with in a container, and what their end means. */
final class PodWords {
    private static final String TIMEOUT = "timeout";
    private static final String NOT_FOUND = "executable file not found";
    private static final int COMMAND_NOT_FOUND = 127;

    private PodWords() {}

    /** Variables can be set by a program only: exec has none. */
    static List<String> plain(CommandCall call) {
        List<String> words = new ArrayList<>();
        if (!call.env().isEmpty()) {
            words.add("env");
            call.env().forEach((name, value) -> words.add(name + "=" + value));
        }
        words.addAll(call.argv());
        return words;
    }

    static List<String> underTimeout(CommandCall call, Duration timeout) {
        List<String> words = new ArrayList<>(List.of(TIMEOUT, "-s", "KILL", seconds(timeout)));
        words.addAll(plain(call));
        return words;
    }

    /** There is none in the container, or one so old that it takes its words in another order. */
    static boolean lacksTimeout(PodExec.Outcome outcome, Duration timeout) {
        return outcome.trouble() == null
                ? outcome.code() == COMMAND_NOT_FOUND && outcome.errors().startsWith(TIMEOUT + ":")
                        && outcome.errors().contains("'" + seconds(timeout) + "'")
                : isMissing(outcome.trouble(), TIMEOUT);
    }

    static Ended ended(PodExec.Outcome outcome, CommandCall call) {
        if (outcome.trouble() != null) {
            return new Ended.Failed(Judgement.unmeasurable(missing(outcome.trouble(), call)));
        }
        boolean unstarted = outcome.code() == COMMAND_NOT_FOUND
                && (outcome.errors().startsWith(TIMEOUT + ":") || outcome.errors().startsWith("env:"));
        return unstarted
                ? new Ended.Failed(Judgement.unmeasurable("the container cannot run it: " + outcome.errors()))
                : new Ended.Exited(outcome.code(), outcome.output(), outcome.errors());
    }

    private static String missing(String trouble, CommandCall call) {
        if (!call.env().isEmpty() && isMissing(trouble, "env")) {
            return "the container has no program 'env', which is needed to set variables";
        }
        String program = call.argv().getFirst();
        return isMissing(trouble, program) || trouble.contains("no such file")
                ? "the container has no program '%s'".formatted(program)
                : trouble;
    }

    private static boolean isMissing(String trouble, String program) {
        return trouble.contains(NOT_FOUND) && trouble.contains("\"" + program + "\"");
    }

    private static String seconds(Duration timeout) {
        return Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
    }
}
