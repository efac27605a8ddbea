package io.faultline.experiment.graphql;

import java.util.List;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.springframework.stereotype.Component;

/** What a web page's pickers ask of a cluster. This service reaches none: it is told so. */
@Component
record ClusterOperations() implements Operations {
    @Override
    public void enter(Switchboard board) {
        List.of("getKubeObject", "getKubeNamespace").forEach(each -> board.subscription(each, _ -> {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "%s is not answered: objects of a cluster are looked at by the injector and the agents only; ./faultline plan FILE shows what a target selects"
                            .formatted(each));
        }));
    }
}
