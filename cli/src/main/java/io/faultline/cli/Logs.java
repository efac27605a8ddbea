package io.faultline.cli;

import java.util.List;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.live.History;
import io.faultline.cli.live.LogLines;
import io.faultline.cli.live.RunView;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.FactType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the services had to say about a run. */
@Command(name = "logs", description = "Shows the log lines of a run.")
final class Logs implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "RUN", description = "Id, six or more characters of either end, or 'last'.")
    private String run = "";

    @Option(names = {"-f", "--follow"}, description = "Go on until the run is over.")
    private boolean follow;

    @Option(names = "--samples", description = "Also every evaluation of every probe.")
    private boolean samples;

    Logs(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (FaultlineClient client = faultline.client()) {
            RunId id = Faultline.run(client, run);
            Told told = new Told(faultline, new LogLines(faultline.console().out(), faultline.console().terminal()),
                    new RunView(id));
            if (follow) {
                new Streams(client, id).follow(List.of("logs"), event -> told.tell(event, isWanted(event)));
            } else {
                told.all(History.logs(client, id), this::isWanted);
            }
            return 0;
        }
    }

    private boolean isWanted(StreamEvent event) {
        return FactType.LOG_LINE.wireName().equals(event.type()) || event.isGap()
                || samples && FactType.PROBE_SAMPLE.wireName().equals(event.type());
    }
}
