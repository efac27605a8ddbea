package io.faultline.experiment.graphql;

import java.util.List;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.springframework.stereotype.Component;

/** GitOps is not there: what would have to be watched is told plainly instead of being kept and never looked at. */
@Component
record GitOpsOperations() implements Operations {
    record Config(boolean enabled, String projectID) {}

    @Override
    public void enter(Switchboard board) {
        board.query("getGitOpsDetails", asked -> new Config(false, asked.project().id()))
                .mutation("disableGitOps", _ -> true);
        List.of("enableGitOps", "updateGitOps").forEach(each -> board.mutation(each, _ -> {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "experiments are not taken from a repository by this server; let a pipeline send them: ./faultline run FILE");
        }));
    }
}
