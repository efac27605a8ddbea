package io.faultline.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import io.faultline.contracts.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Says what a run would do, and does nothing. */
@Command(name = "plan", description = "Says what a run would hit, for how long, how it is undone and what each guard says; breaks nothing. Ends with 5 if one refuses.")
final class Plan implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "FILE", description = "The experiment, YAML or JSON.")
    private Path file = Path.of("");

    Plan(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        Experiment experiment = ExperimentFiles.read(file);
        try (FaultlineClient client = faultline.client()) {
            ObjectNode plan = client.post("/api/v1/faults/plan", Experiments.frozen(client, experiment))
                    .asObject();
            plan.set("guards", client.post("/api/v1/experiments/guards", experiment));
            PlanText text = new PlanText(experiment, plan);
            if (faultline.format() == Format.TABLE) {
                PrintStream out = faultline.console().out();
                text.lines(faultline.console().terminal().look()).forEach(out::println);
            } else {
                faultline.printer().tree(plan);
            }
            return text.refused() ? Exit.REFUSED.code() : Exit.PASSED.code();
        }
    }
}
