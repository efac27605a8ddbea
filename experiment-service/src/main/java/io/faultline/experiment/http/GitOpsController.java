package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.gitops.Drift;
import io.faultline.experiment.gitops.Flaw;
import io.faultline.experiment.gitops.GitOps;
import io.faultline.experiment.gitops.GitOpsDesk;
import io.faultline.experiment.gitops.GitOpsSpec;
import io.faultline.experiment.gitops.Syncing;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Form;
import io.faultline.experiment.repository.RepositoryPolicy;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Experiments taken from a git repository, and how far it and this server have drifted apart. */
@RestController
@RequestMapping("/api/v1/gitops")
@Tag(name = "gitops")
class GitOpsController {
    private final GitOpsDesk desk;
    private final ProjectId project;
    private final RepositoryPolicy policy;

    GitOpsController(GitOpsDesk desk, ProjectId project, RepositoryPolicy policy) {
        this.desk = desk;
        this.project = project;
        this.policy = policy;
    }

    /**
     * Where experiments are taken from.
     *
     * @param folder litmus/PROJECT by default
     * @param secret a password, token or private key: kept sealed, and never shown again
     * @param hostKey the key its server has to show (SSH); else it is the one it shows first
     */
    record SentGitOps(String url, @Schema(description = "main by default.") @Nullable String branch,
            @Schema(description = "litmus/PROJECT by default.") @Nullable String folder, @Nullable Entry auth,
            @Nullable String user, @Nullable String secret, @Nullable String hostKey) {
        @Override
        public String toString() {
            return "SentGitOps";
        }
    }

    /** One experiment, there and here. */
    record DriftView(String name,
            @Schema(allowableValues = {
                    "same", "changed-here", "different", "only-there", "only-here"}) String state,
            @Nullable String path, @Nullable ExperimentId experiment, List<Flaw> errors) {
        static DriftView of(Drift drift) {
            return new DriftView(drift.name(), drift.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    drift.path(), drift.experiment(), drift.flaws());
        }
    }

    /**
     * GitOps as the API shows it: never with its secret.
     *
     * @param trouble why the last sync failed
     * @param leftOut what in the repository was not looked at, and why
     * @param experiments how everything stood at the last sync there, and stands now here
     */
    record GitOpsView(boolean enabled, @Nullable String url, @Nullable String branch, @Nullable String folder,
            @Nullable Entry auth, @Nullable String user, @Nullable String hostKey, boolean hasSecret,
            @Nullable Instant syncedAt,
            @Nullable Instant triedAt, @Nullable String commit, @Nullable String trouble, List<String> leftOut,
            List<DriftView> experiments) {
        static final GitOpsView OFF = new GitOpsView(false, null, null, null, null, null, null, false, null, null, null,
                null, List.of(), List.of());

        static GitOpsView of(GitOps gitOps, List<Drift> drift) {
            var remote = gitOps.spec().remote();
            var sync = gitOps.sync();
            return new GitOpsView(true, remote.url(), remote.branch(), gitOps.spec().folder(), remote.entry(),
                    remote.user(), remote.hostKey(), gitOps.secret(), sync.at(), sync.tried(), sync.commit(),
                    sync.trouble(),
                    sync.leftOut(), drift.stream().map(DriftView::of).toList());
        }
    }

    /** What a sync did, by the names of experiments. */
    record SyncView(List<String> taken, List<String> forgotten, List<String> refused, GitOpsView gitops) {}

    @Operation(operationId = "getGitOps", summary = "Shows where experiments are taken from, and how far it and this server have drifted apart.")
    @GetMapping
    GitOpsView get() {
        return desk.find().map(each -> GitOpsView.of(each, desk.drift())).orElse(GitOpsView.OFF);
    }

    @Operation(operationId = "enableGitOps", summary = "Takes experiments from a repository from now on.", description = "It is looked into at once, and refused if that fails. Without a secret the one there is stays, unless the server is another.")
    @PutMapping
    SyncView enable(@RequestBody SentGitOps sent) {
        GitOpsSpec spec = new GitOpsSpec(
                SentHub.SentRemote.of(sent.url(), sent.branch(), sent.auth(), sent.user(), sent.hostKey(), Form.GIT),
                sent.folder() == null || sent.folder().isBlank() ? "litmus/" + project.value() : sent.folder());
        Complaints complaints = Complaints.collect();
        spec.check(complaints, policy.files());
        Bodies.refuse(complaints);
        return done(desk.enable(spec, SentHub.SentRemote.secret(sent.auth(), sent.secret())));
    }

    @Operation(operationId = "disableGitOps", summary = "Takes experiments from no repository any more; those taken stay.")
    @ApiResponse(responseCode = "204")
    @DeleteMapping
    ResponseEntity<Void> disable() {
        desk.disable();
        return ResponseEntity.noContent().build();
    }

    @Operation(operationId = "syncGitOps", summary = "Looks into the repository now.")
    @PostMapping("/sync")
    SyncView sync(
            @Parameter(description = "Whether what was changed, made or forgotten here gives way to what is there.") @RequestParam(defaultValue = "false") boolean overwrite) {
        return done(desk.sync(overwrite));
    }

    private SyncView done(Syncing syncing) {
        return switch (syncing) {
            case Syncing.Done done -> new SyncView(done.taken(), done.forgotten(), done.refused(), get());
            case Syncing.Failed _ -> throw new Problem(ProblemType.UNUSABLE_REPOSITORY, sentence(syncing));
            case Syncing.SecretNeeded() -> throw new Problem(ProblemType.INVALID_REQUEST, sentence(syncing));
            case Syncing.Off(),Syncing.Busy() -> throw new Problem(ProblemType.CONFLICT, sentence(syncing));
        };
    }

    private static String sentence(Syncing syncing) {
        String words = syncing.says();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
