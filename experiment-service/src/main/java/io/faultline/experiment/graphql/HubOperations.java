package io.faultline.experiment.graphql;

import java.util.List;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.springframework.stereotype.Component;

/** There is no hub yet: lists are empty, and whoever names one or wants to add one is told so. */
@Component
record HubOperations() implements Operations {
    private static final List<String> QUERIES = List.of("listChaosFaults", "getChaosFault", "getChaosHub",
            "listPredefinedExperiments", "getPredefinedExperiment");
    private static final List<String> MUTATIONS = List.of("addChaosHub", "addRemoteChaosHub", "saveChaosHub",
            "syncChaosHub", "generateSSHKey", "updateChaosHub", "deleteChaosHub");

    record Stats(int totalChaosHubs) {}

    @Override
    public void enter(Switchboard board) {
        board.query("listChaosHub", _ -> List.of()).query("getChaosHubStats", _ -> new Stats(0));
        QUERIES.forEach(each -> board.query(each, _ -> {
            throw none(each);
        }));
        MUTATIONS.forEach(each -> board.mutation(each, _ -> {
            throw none(each);
        }));
    }

    private static Problem none(String operation) {
        return new Problem(ProblemType.INVALID_REQUEST,
                "%s is not answered: this server has no chaos hub. docs/faults.md names the faults there are; send manifests with createChaosExperiment"
                        .formatted(operation));
    }
}
