package io.faultline.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Waits for the end of a run, as Harness' pipelines do. */
@Command(name = "monitor-experiment", description = "Waits by Harness' API until a run is over, and prints its phase.")
final class MonitorExperiment implements Callable<Integer> {
    private final Faultline faultline;

    @Mixin
    private HarnessOptions options = new HarnessOptions();

    MonitorExperiment(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new HarnessWork(faultline, options).monitor().code();
    }
}
