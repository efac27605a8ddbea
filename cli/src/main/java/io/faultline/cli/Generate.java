package io.faultline.cli;

import java.util.concurrent.Callable;

import io.faultline.cli.harness.Task;
import io.faultline.cli.report.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Harness' own command, for scripts that only change its name: launching prints the whole answer, which they take apart
 * with jq, and a score that cannot be told is 0 and no error, since they look at nothing but what is printed.
 */
@Command(name = "generate", description = "What hce-cli does: launches, monitors or tells the score, as --api says.")
final class Generate implements Callable<Integer> {
    private final Faultline faultline;

    @Option(names = "--api", required = true, paramLabel = "NAME", description = "launch-experiment, monitor-experiment or validate-resilience-score.")
    private String api = "";

    @Mixin
    private HarnessOptions options = new HarnessOptions();

    Generate(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() throws InterruptedException {
        HarnessWork work = new HarnessWork(faultline, options);
        return switch (Task.named(api)) {
            case LAUNCH_EXPERIMENT -> {
                faultline.console().out().println(work.launch());
                yield Exit.PASSED.code();
            }
            case MONITOR_EXPERIMENT -> work.monitor().code();
            case VALIDATE_RESILIENCE_SCORE -> {
                try {
                    work.score();
                } catch (RuntimeException e) {
                    Troubles.tell(e, faultline.console());
                }
                yield Exit.PASSED.code();
            }
        };
    }
}
