package io.faultline.cli;

import java.util.Map;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.report.Exit;
import io.faultline.contracts.ids.RunId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends a run early. */
@Command(name = "abort", description = "Ends a run; its faults are reverted at once. Ends with 8 if one could not be.")
final class Abort implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "RUN", description = "Id, six or more characters of either end, or 'last'.")
    private String run = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read the log later.")
    private String reason = "aborted from the command line";

    Abort(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() {
        try (FaultlineClient client = faultline.client()) {
            RunId id = Faultline.run(client, run);
            JsonNode answer = client.post("/api/v1/runs/" + id + "/abort", Map.of("reason", reason));
            Stopped stopped = new Stopped(answer);
            if (faultline.format() != Format.TABLE) {
                faultline.printer().tree(answer);
            } else if (stopped.exit() == Exit.STUCK) {
                stopped.tellTrouble(faultline.console().err(), faultline.console().terminal().look());
            }
            faultline.say("run " + id + " is being ended"
                    + (stopped.known() ? ", %d of its faults reverted".formatted(stopped.reverted()) : "")
                    + "; faultline events -f " + id + " shows it");
            return stopped.exit() == Exit.STUCK ? Exit.STUCK.code() : Exit.PASSED.code();
        }
    }
}
