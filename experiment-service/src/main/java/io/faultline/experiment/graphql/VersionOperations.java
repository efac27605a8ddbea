package io.faultline.experiment.graphql;

import java.util.List;

import org.springframework.stereotype.Component;

/** Which version of Litmus this server answers like. Its agents are of our own version, and never behind it. */
@Component
record VersionOperations() implements Operations {
    /** Whose operations and fields these are. */
    static final String LITMUS = "3.31.0";

    record Server(String key, String value) {}

    record Versions(String latestVersion, List<String> compatibleVersions) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getServerVersion", _ -> new Server("ChaosCenter Version", LITMUS))
                .query("getVersionDetails", _ -> new Versions(LITMUS, List.of(LITMUS)));
    }
}
