package io.faultline.cli;

import java.util.concurrent.Callable;

import io.faultline.cli.report.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Launches a stored experiment, as Harness' pipelines do. */
@Command(name = "launch-experiment", description = "Launches a stored experiment by Harness' API, and prints its notify id.")
final class LaunchExperiment implements Callable<Integer> {
    private final Faultline faultline;

    @Mixin
    private HarnessOptions options = new HarnessOptions();

    LaunchExperiment(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        JsonNode answer = new HarnessWork(faultline, options).launch();
        faultline.console().out().println(answer.at("/data/runChaosExperiment/notifyID").asString(""));
        return Exit.PASSED.code();
    }
}
