package io.faultline.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells the score of a run, as Harness' pipelines compare it. */
@Command(name = "validate-resilience-score", description = "Prints the score of a run as an integer, by Harness' API; 0 when there is none.")
final class ValidateResilienceScore implements Callable<Integer> {
    private final Faultline faultline;

    @Mixin
    private HarnessOptions options = new HarnessOptions();

    ValidateResilienceScore(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        return new HarnessWork(faultline, options).score().code();
    }
}
