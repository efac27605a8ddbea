package io.faultline.cli;

import java.util.List;
import java.util.concurrent.Callable;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.live.Appended;
import io.faultline.cli.live.History;
import io.faultline.cli.live.RunView;
import io.faultline.contracts.ids.RunId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The facts of a run. */
@Command(name = "events", description = "Shows the facts of a run; with -o jsonl as CloudEvents.")
final class Events implements Callable<Integer> {
    private final Faultline faultline;

    @Parameters(paramLabel = "RUN", description = "Id, six or more characters of either end, or 'last'.")
    private String run = "";

    @Option(names = {"-f", "--follow"}, description = "Go on until the run is over.")
    private boolean follow;

    @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "Only these: fault-injected, 'fault-*', or whole names.")
    private List<String> types = List.of();

    Events(Faultline faultline) {
        this.faultline = faultline;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (FaultlineClient client = faultline.client()) {
            RunId id = Faultline.run(client, run);
            Told told = new Told(faultline, new Appended(faultline.console().out(), faultline.console().terminal()),
                    new RunView(id));
            if (follow) {
                new Streams(client, id).follow(List.of("events"), event -> told.tell(event, isWanted(event)));
            } else {
                told.all(History.events(client, id), this::isWanted);
            }
            return 0;
        }
    }

    private boolean isWanted(StreamEvent event) {
        String name = event.type().replaceFirst("^io\\.faultline\\.", "").replaceFirst("\\.v\\d+$", "");
        return types.isEmpty() || types.stream().anyMatch(type -> type.equals(event.type())
                || name.matches("\\Q" + type.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E"));
    }
}
