package io.faultline.probe.host;

import java.io.File;
import java.io.IOException;
import java.time.Duration;

import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Programs;

/** Commands as processes of this machine: no shell, nothing on standard input, none of this service's own variables. */
record HostPrograms(CommandSettings settings) implements Programs {
    private static final int LONGEST_OUTPUT = 1 << 20;
    private static final int LONGEST_ERRORS = 1 << 14;
    private static final Duration LAST_OUTPUT = Duration.ofMillis(200);
    private static final String OURS = "FAULTLINE_";
    private static final String MARK = OURS + "PROBE_COMMAND";

    @Override
    public Ended run(CommandCall call, Duration timeout) throws InterruptedException {
        String objection = settings.objection(call);
        if (objection != null) {
            return new Ended.Failed(Judgement.unmeasurable(objection));
        }
        String mark = "%d-%d-%d".formatted(ProcessHandle.current().pid(), Thread.currentThread().threadId(),
                System.nanoTime());
        try {
            Process process = started(call, mark);
            return ended(process, new ProcessTree(process, MARK + "=" + mark), timeout);
        } catch (IOException e) {
            return new Ended.Failed(Judgement.unmeasurable(String.valueOf(e.getMessage())));
        }
    }

    private static Process started(CommandCall call, String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(call.argv())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
        builder.environment().putAll(call.env());
        builder.environment().put(MARK, mark);
        return builder.start();
    }

    private static Ended ended(Process process, ProcessTree tree, Duration timeout) throws InterruptedException {
        Drain output = new Drain(process.getInputStream(), LONGEST_OUTPUT);
        Drain errors = new Drain(process.getErrorStream(), LONGEST_ERRORS);
        boolean done = false;
        try {
            if (!process.waitFor(timeout)) {
                return new Ended.Failed(
                        Judgement.failed("killed: not over within " + new DurationText(timeout)));
            }
            done = output.isOver(LAST_OUTPUT) && errors.isOver(LAST_OUTPUT);
            return new Ended.Exited(process.exitValue(), output.text(), errors.text());
        } finally {
            if (!done) {
                tree.kill();
            }
        }
    }
}
