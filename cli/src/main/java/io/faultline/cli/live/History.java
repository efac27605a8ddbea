package io.faultline.cli.live;

import java.util.List;
import java.util.Map;

import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.StreamEvent;
import io.faultline.contracts.ids.RunId;

/** What is kept of a run that is over, or as far as it has come. */
public final class History {
    private static final int ALL = 100_000;

    private History() {}

    public static List<StreamEvent> events(FaultlineClient client, RunId run) {
        return read(client, "/api/v1/runs/" + run + "/events");
    }

    public static List<StreamEvent> logs(FaultlineClient client, RunId run) {
        return read(client, "/api/v1/runs/" + run + "/logs");
    }

    /** The run as its facts tell it; without samples and log lines. */
    public static RunView view(FaultlineClient client, RunId run) {
        RunView view = new RunView(run);
        for (StreamEvent event : events(client, run)) {
            String trace = event.trace();
            if (trace != null) {
                view.trace(trace);
            }
            event.published().ifPresent(view::on);
        }
        return view;
    }

    private static List<StreamEvent> read(FaultlineClient client, String path) {
        return client.list(path, Map.of(), ALL).stream().map(StreamEvent::of).toList();
    }
}
