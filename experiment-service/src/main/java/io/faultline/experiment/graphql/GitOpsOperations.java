package io.faultline.experiment.graphql;

import java.util.Map;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.gitops.GitOps;
import io.faultline.experiment.gitops.GitOpsDesk;
import io.faultline.experiment.gitops.GitOpsSpec;
import io.faultline.experiment.gitops.Syncing;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.RepositoryPolicy;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** GitOps in the words of Litmus: a repository's <code>litmus/PROJECT</code>, by the project's id as the client names it. */
@Component
record GitOpsOperations(GitOpsDesk desk, RepositoryPolicy policy, ExperimentDesk experiments)
        implements
            Operations {
    record Sent(String branch, String repoURL, String authType, @Nullable String token, @Nullable String userName,
            @Nullable String password, @Nullable String sshPrivateKey) {}

    /** Secrets are fields of it, and never hold anything. */
    record Config(boolean enabled, String projectID, @Nullable String branch, @Nullable String repoURL,
            @Nullable String authType, @Nullable String userName, @Nullable String token, @Nullable String password,
            @Nullable String sshPrivateKey) {
        static Config of(String project, GitOps gitOps) {
            Remote remote = gitOps.spec().remote();
            return new Config(true, project, remote.branch(), remote.url(), remote.entry().name(), remote.user(), null,
                    null, null);
        }
    }

    @Override
    public void enter(Switchboard board) {
        board.query("getGitOpsDetails",
                asked -> desk.find().map(each -> Config.of(asked.project().id(), each)).orElseGet(
                        () -> new Config(false, asked.project().id(), null, null, null, null, null, null, null)))
                .mutation("enableGitOps", this::enable).mutation("updateGitOps", this::update)
                .mutation("disableGitOps", _ -> {
                    desk.disable();
                    return true;
                }).mutation("gitopsNotifier", this::notified);
    }

    private boolean enable(Asked asked) {
        if (desk.find().isPresent()) {
            throw new Problem(ProblemType.CONFLICT, "GitOps is on already; updateGitOps changes it");
        }
        return turned(asked);
    }

    private boolean update(Asked asked) {
        if (desk.find().isEmpty()) {
            throw new Problem(ProblemType.CONFLICT, "GitOps is off; enableGitOps turns it on");
        }
        return turned(asked);
    }

    private boolean turned(Asked asked) {
        Sent sent = asked.object("configurations", Sent.class);
        GitOpsSpec spec = new GitOpsSpec(
                Remotes.remote(sent.repoURL(), sent.branch(), sent.authType(), sent.userName()),
                "litmus/" + asked.project().id());
        Complaints complaints = Complaints.collect();
        spec.check(complaints, policy.files());
        Remotes.refuse(complaints);
        Syncing syncing = desk.enable(spec,
                Remotes.secret(sent.authType(), sent.token(), sent.password(), sent.sshPrivateKey()));
        return switch (syncing) {
            case Syncing.Done _,Syncing.Busy _ -> true;
            case Syncing.Failed _ -> throw new Problem(ProblemType.UNUSABLE_REPOSITORY, syncing.says());
            case Syncing.SecretNeeded _,Syncing.Off _ -> throw new Problem(ProblemType.INVALID_REQUEST,
                    syncing.says());
        };
    }

    /** Litmus' event tracker says that something in a cluster has changed: the experiment is run. */
    private String notified(Asked asked) {
        Map<String, Object> cluster = asked.environment().getArgumentOrDefault("clusterInfo", Map.of());
        experiments.infras().required(String.valueOf(cluster.get("infraID")));
        ExperimentDesk.Known known = experiments.required(asked.text("experimentID"));
        RunId run = experiments.run(known);
        return run == null
                ? "the schedule of experiment %s is on".formatted(known.id())
                : "experiment %s is run: %s".formatted(known.id(), run);
    }
}
