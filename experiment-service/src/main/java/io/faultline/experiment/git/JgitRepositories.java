package io.faultline.experiment.git;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Pushed;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Secret;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.SubmoduleConfig.FetchRecurseSubmodulesMode;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the tip of a branch into a bare repository that lives for one conversation, and reads or adds to it there. Nothing
 * is checked out: there are no links to follow and no paths to escape by. A zip file is read where it was put, likewise.
 */
final class JgitRepositories implements Repositories {
    private static final Logger LOG = LoggerFactory.getLogger(JgitRepositories.class);
    private static final String HERE = "refs/heads/here";
    private static final int SIDE_BY_SIDE = 2;
    private final GitSettings settings;
    private final Bounds bounds;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Semaphore places = new Semaphore(SIDE_BY_SIDE);

    JgitRepositories(GitSettings settings, Bounds bounds, InstantSource clock, SecureRandom random) {
        this.settings = settings;
        this.bounds = bounds;
        this.clock = clock;
        this.random = random;
        Unconfigured.install();
        Ed25519.install();
    }

    /** Something done with a repository. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Git git, Line line) throws GitAPIException, IOException;
    }

    @Override
    public Fetched fetch(Remote remote, @Nullable Secret secret, Predicate<String> wanted) {
        Taking taking = new Taking(bounds, wanted);
        return switch (remote.form()) {
            case GIT -> bounded(secret, Fetched.Failed::new, () -> inside(remote, secret, (git, line) -> {
                ObjectId tip = tip(git, remote, line);
                return new TreeReading(bounds, taking).read(git.getRepository(), tip, line.hostKey());
            }));
            case ZIP -> bounded(null, Fetched.Failed::new,
                    () -> new ZipReading(settings, bounds, taking).read(remote.url()));
        };
    }

    @Override
    public Pushed push(Remote remote, @Nullable Secret secret, Map<String, String> files, String message) {
        return bounded(secret, Pushed.Failed::new, () -> inside(remote, secret, (git, line) -> {
            ObjectId tip = tip(git, remote, line);
            ObjectId next = CommitWriting.onTop(git.getRepository(), tip, files, message, clock.instant());
            return next.equals(tip) ? new Pushed.Same(tip.name()) : push(git, remote, line, tip, next);
        }));
    }

    @Override
    public DeployKey newKey() {
        return SshKeys.make(random);
    }

    /** In a thread of its own, which closes its connection when it is interrupted: so nothing outlasts its time. */
    private <T> T bounded(@Nullable Secret secret, Function<String, T> failed, Callable<T> work) {
        if (!places.tryAcquire()) {
            return failed.apply("other repositories are being read at this moment; try again");
        }
        FutureTask<T> answer = new FutureTask<>(work);
        Thread.ofVirtual().name("git").start(answer);
        try {
            return answer.get(bounds.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return failed.apply("it does not answer within %d s".formatted(bounds.time().toSeconds()));
        } catch (ExecutionException e) {
            return failed.apply(Troubles.why(Objects.requireNonNullElse(e.getCause(), e), secret));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return failed.apply("this server is going down");
        } finally {
            places.release();
        }
    }

    private <T> T inside(Remote remote, @Nullable Secret secret, Work<T> work) throws IOException, GitAPIException {
        Path folder = Files.createTempDirectory("faultline-git");
        try (Repository repository = new BoundedRepository(folder.toFile(), bounds.object());
                Git git = new Git(repository)) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            config.setString("http", null, "followRedirects", "false");
            config.setInt("gc", null, "auto", 0);
            return work.with(git, new Line(settings, bounds, remote, secret, folder.toFile()));
        } finally {
            delete(folder);
        }
    }

    private static ObjectId tip(Git git, Remote remote, Line line) throws GitAPIException, IOException {
        FetchCommand fetch = git.fetch().setRemote(remote.url()).setDepth(1).setTagOpt(TagOpt.NO_TAGS)
                .setRecurseSubmodules(FetchRecurseSubmodulesMode.NO)
                .setRefSpecs(new RefSpec("+" + branch(remote) + ":" + HERE));
        line.guarded(fetch).call();
        ObjectId tip = git.getRepository().resolve(HERE);
        if (tip == null) {
            throw new Egress.NotAllowed("it has no branch " + remote.branch());
        }
        return tip;
    }

    private static String branch(Remote remote) {
        return Constants.R_HEADS + remote.branch();
    }

    /** Only on top of what was seen: what others have pushed meanwhile stays. */
    private static Pushed push(Git git, Remote remote, Line line, ObjectId tip, ObjectId next)
            throws GitAPIException, IOException {
        RefUpdate here = git.getRepository().updateRef(HERE);
        here.setNewObjectId(next);
        here.forceUpdate();
        Iterable<PushResult> results = line.guarded(git.push().setRemote(remote.url())
                .setRefSpecs(new RefSpec(HERE + ":" + branch(remote)))).call();
        for (PushResult result : results) {
            for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                return switch (update.getStatus()) {
                    case OK, UP_TO_DATE -> new Pushed.Done(next.name());
                    case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                        new Pushed.Failed("somebody has pushed to it meanwhile; try again");
                    default -> new Pushed.Failed("its server refused the commit (%s)".formatted(
                            update.getStatus().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
                };
            }
        }
        return new Pushed.Failed("its server did not answer to the commit on top of " + tip.name());
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} could not be deleted whole; JGit measures a disk's clock once, by files of its own", folder,
                    e);
        }
    }
}
