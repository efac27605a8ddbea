package io.faultline.experiment.gitops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.ExperimentId;
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
        Fetched fetched = fetch(spec, used.orElse(null));
        if (fetched instanceof Fetched.Failed(String why)) {
            return new Syncing.Failed(why);
        }
        GitOps next = new GitOps(spec, used.isPresent(),
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
        Map<String, String> paths = new TreeMap<>();
        fetched.files().keySet().stream().sorted()
                .forEach(path -> gitOps.spec().experiment(path).ifPresent(name -> paths.putIfAbsent(name, path)));
        Map<String, DriftRules.Seen> seen = new TreeMap<>();
        paths.forEach((name, path) -> seen.put(name,
                new DriftRules.Seen(path, digest(fetched.files().getOrDefault(path, "")))));
        Map<String, Tracked> tracked = store.tracked(project).stream()
                .collect(Collectors.toMap(Tracked::name, Function.identity()));
        if (DriftRules.isEmptied(seen, tracked) && !overwrite) {
            return failed(gitOps, EMPTIED);
        }
        List<String> taken = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Step step : DriftRules.steps(seen, tracked, living(), overwrite)) {
            DriftRules.Seen file = seen.get(step.name());
            switch (step) {
                case Step.Take(String name, ExperimentId current) when file != null -> {
                    Tracked now = take(tracked.get(name), name, file,
                            fetched.files().getOrDefault(file.path(), ""), current);
                    store.track(project, now);
                    (now.flaws().isEmpty() ? taken : refused).add(name);
                }
                case Step.Leave(String name, List<Flaw> flaws) when file != null -> {
                    store.track(project, from(tracked.get(name), name, file).refused(file.digest(), flaws));
                    if (!flaws.isEmpty()) {
                        refused.add(name);
                    }
                }
                case Step.Forget(String name, ExperimentId experiment) -> {
                    keeper.forget(experiment);
                    store.untrack(project, name);
                    forgotten.add(name);
                }
                case Step.Drop(String name) -> store.untrack(project, name);
                case Step.Take _,Step.Leave _ -> throw new IllegalStateException("no file of " + step);
            }
        }
        Sync sync = Sync.done(now(), fetched.commit(), fetched.leftOut());
        store.synced(project, sync, now().plus(interval));
        return new Syncing.Done(gitOps.synced(sync), taken, forgotten, refused);
    }

    private Tracked take(@Nullable Tracked known, String name, DriftRules.Seen file, String text,
            @Nullable ExperimentId current) {
        Tracked before = from(known, name, file);
        return switch (keeper.keep(name, file.path(), text, current)) {
            case Keeper.Kept.Done(ExperimentId experiment, int revision) ->
                before.kept(file.digest(), experiment, revision);
            case Keeper.Kept.Refused(List<Flaw> flaws) -> before.refused(file.digest(), flaws);
        };
    }

    private static Tracked from(@Nullable Tracked known, String name, DriftRules.Seen file) {
        return known == null
                ? new Tracked(name, file.path(), file.digest(), null, null, null, List.of())
                : new Tracked(name, file.path(), file.digest(), known.applied(), known.experiment(), known.revision(),
                        known.flaws());
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
