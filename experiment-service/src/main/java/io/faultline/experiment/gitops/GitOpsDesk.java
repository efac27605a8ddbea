package io.faultline.experiment.gitops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Safe;
import io.faultline.experiment.repository.Secret;
import io.faultline.experiment.repository.Sync;
import org.jspecify.annotations.Nullable;

/** Takes experiments from a repository, again and again, and shows where it and this server say different things. */
public record GitOpsDesk(ProjectId project, GitOpsStore store, Repositories repositories, Safe safe, Keeper keeper,
        InstantSource clock, Duration interval) {
    /** More than GitOps looks at. */
    private static final int MOST = 5_000;
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final String UNREADABLE = "its secret was sealed with another API key of this server; send the secret again";
    private static final String EMPTIED = "all files are gone at once: is it the right branch and folder? Nothing was forgotten; 'faultline gitops sync --overwrite' does as it says there";

    public Optional<GitOps> find() {
        return store.find(project);
    }

    /** How everything stands since the last sync. */
    public List<Drift> drift() {
        return find().isEmpty() ? List.of() : DriftRules.drift(store.tracked(project), living());
    }

    /**
     * Turns it on, or changes it, once the repository could be reached.
     *
     * @param secret a new one; null to keep the one there is
     */
    public Syncing enable(GitOpsSpec spec, @Nullable Secret secret) {
        GitOps current = find().orElse(null);
        boolean open = spec.remote().entry() == Entry.NONE;
        boolean anew = current == null || !current.spec().remote().url().equals(spec.remote().url())
                || !current.spec().remote().branch().equals(spec.remote().branch())
                || !current.spec().folder().equals(spec.folder());
        if (!open && secret == null && current != null && current.secret()
                && !spec.remote().isBeside(current.spec().remote())) {
            return new Syncing.SecretNeeded();
        }
        Optional<Secret> used = open
                ? Optional.empty()
                : secret != null ? Optional.of(secret) : store.sealed(project).flatMap(safe::open);
        GitOpsSpec after = current == null ? spec : spec.in(spec.remote().after(current.spec().remote()));
        Fetched fetched = fetch(after, used.orElse(null));
        if (fetched instanceof Fetched.Failed(String why)) {
            return new Syncing.Failed(why);
        }
        GitOpsSpec seen = fetched instanceof Fetched.Files files
                ? after.in(after.remote().known(files.hostKey()))
                : after;
        GitOps next = new GitOps(seen, used.isPresent(),
                anew || current == null ? Sync.NEVER : current.sync());
        store.keep(project, next, used.map(safe::seal).orElse(null), anew, now().plus(interval));
        return sync(false);
    }

    /** Whether it was on. What was taken stays. */
    public boolean disable() {
        return store.remove(project);
    }

    public Syncing syncDue() {
        return store.isDue(project, now()) ? sync(false) : new Syncing.Off();
    }

    /** @param overwrite whether changes made here give way to what is there */
    public Syncing sync(boolean overwrite) {
        GitOps gitOps = find().orElse(null);
        if (gitOps == null) {
            return new Syncing.Off();
        } else if (!store.claim(project, now(), now().plus(CLAIM))) {
            return new Syncing.Busy();
        }
        Optional<Secret> secret = store.sealed(project).flatMap(safe::open);
        Fetched fetched = gitOps.secret() && secret.isEmpty()
                ? new Fetched.Failed(UNREADABLE)
                : fetch(gitOps.spec(), secret.orElse(null));
        try {
            return switch (fetched) {
                case Fetched.Failed(String why) -> failed(gitOps, why);
                case Fetched.Files files -> taken(gitOps, files, overwrite);
            };
        } catch (RuntimeException e) {
            failed(gitOps, "something went wrong here, and was logged");
            throw e;
        }
    }

    private Fetched fetch(GitOpsSpec spec, @Nullable Secret secret) {
        return repositories.fetch(spec.remote(), secret, path -> spec.experiment(path).isPresent());
    }

    private Syncing failed(GitOps gitOps, String why) {
        store.synced(project, gitOps.sync().failed(now(), why), now().plus(interval));
        return new Syncing.Failed(why);
    }

    private Syncing taken(GitOps gitOps, Fetched.Files fetched, boolean overwrite) {
        Map<String, DriftRules.Seen> seen = seen(gitOps.spec(), fetched.files());
        Map<String, Tracked> tracked = store.tracked(project).stream()
                .collect(Collectors.toMap(Tracked::name, Function.identity()));
        if (DriftRules.isEmptied(seen, tracked) && !overwrite) {
            return failed(gitOps, EMPTIED);
        }
        Round round = new Round(project, store, keeper, seen, tracked, fetched.files());
        DriftRules.steps(seen, tracked, living(), overwrite).forEach(round::perform);
        Sync sync = Sync.done(now(), fetched.commit(), fetched.leftOut());
        store.synced(project, sync, now().plus(interval));
        return round.done(gitOps.synced(sync));
    }

    /** The files of experiments, by their names; where two have the same name, the first counts. */
    private static Map<String, DriftRules.Seen> seen(GitOpsSpec spec, Map<String, String> files) {
        Map<String, DriftRules.Seen> seen = new TreeMap<>();
        new TreeMap<>(files).forEach((path, text) -> spec.experiment(path)
                .ifPresent(name -> seen.putIfAbsent(name, new DriftRules.Seen(path, digest(text)))));
        return seen;
    }

    private List<Living> living() {
        return store.living(project, MOST);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
