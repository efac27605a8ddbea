package io.faultline.experiment.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.faultline.experiment.hub.LayoutRules;
import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Pushed;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Secret;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a real git server over real HTTP, honest and hostile. */
class JgitRepositoriesIT {
    private static final Bounds SMALL = new Bounds(200_000, 100_000, 200, 5, 1_000, 3_000, Duration.ofSeconds(10));
    private static final String ENGINE = "faults/generic/pod-delete/engine.yaml";
    private final GitServer server = new GitServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takesTheWantedFilesOfTheTipAndLeavesNothingBehind() throws IOException {
        long before = temporary();
        server.put(ENGINE, "first");
        server.put(ENGINE, "second");
        server.put("README.md", "not wanted");
        Fetched.Files files = files(fetch(SMALL));
        assertThat(files.files()).containsExactlyEntriesOf(Map.of(ENGINE, "second"));
        assertThat(files.leftOut()).isEmpty();
        assertThat(files.commit()).hasSize(40);
        assertThat(temporary()).isEqualTo(before);
    }

    @Test
    void entersWithUserAndSecretAndNeverSaysThem() {
        server.put(ENGINE, "text");
        server.requiring("me", "s3cr3t-canary");
        Repositories repositories = repositories(true, SMALL);
        Remote basic = new Remote(server.url(), "main", Entry.BASIC, "me");
        assertThat(files(repositories.fetch(basic, new Secret("s3cr3t-canary"), LayoutRules::isWanted)).files())
                .hasSize(1);
        String refused = failed(repositories.fetch(basic, new Secret("wrong-canary"), LayoutRules::isWanted));
        assertThat(refused).contains("does not let this one in").doesNotContain("canary");
        assertThat(failed(fetch(SMALL))).contains("does not let this one in");
        server.requiring("git", "token-canary");
        Remote token = new Remote(server.url(), "main", Entry.TOKEN, null);
        assertThat(files(repositories.fetch(token, new Secret("token-canary"), LayoutRules::isWanted)).files())
                .hasSize(1);
        assertThat(new Secret("token-canary").toString()).doesNotContain("canary");
    }

    @Test
    void doesNotFollowLinksSubmodulesAndWaysOut() {
        server.put(ENGINE, "text");
        server.commit(List.of(new GitServer.Odd(FileMode.SYMLINK, "faults/generic/escape/engine.yaml", "/etc/passwd"),
                new GitServer.Odd(FileMode.SYMLINK, "faults/linked", "../../.."),
                new GitServer.Odd(FileMode.GITLINK, "faults/sub", ""),
                new GitServer.Odd(FileMode.REGULAR_FILE, "faults/generic/POD-delete/engine.yaml", "upper"),
                new GitServer.Odd(FileMode.REGULAR_FILE, "faults/generic/a b/engine.yaml", "blank")));
        Fetched.Files files = files(fetch(SMALL));
        assertThat(files.files()).hasSize(1);
        assertThat(files.leftOut()).hasSize(5).anyMatch(each -> each.contains("is a link"))
                .anyMatch(each -> each.contains("submodule")).anyMatch(each -> each.contains("capitals only"))
                .anyMatch(each -> each.contains("no path that is taken"));
        server.commitWayOut();
        switch (fetch(SMALL)) {
            case Fetched.Files out -> {
                assertThat(out.files()).isEmpty();
                assertThat(out.leftOut()).singleElement().asString().contains("no path that is taken");
            }
            case Fetched.Failed(String why) -> assertThat(why).isNotBlank();
        }
    }

    @Test
    void takesOnlySoManySoLargeAndOnlyText() {
        server.put("faults/generic/a/engine.yaml", "x".repeat(1_001));
        server.put("faults/generic/b/engine.yaml", new byte[]{'a', 0, 'b'});
        server.put("faults/generic/c/engine.yaml", new byte[]{(byte) 0xc3, 0x28});
        for (int i = 0; i < 6; i++) {
            server.put("faults/generic/f%d/engine.yaml".formatted(i), "x".repeat(i < 3 ? 900 : 10));
        }
        Fetched.Files files = files(fetch(SMALL));
        assertThat(files.files()).hasSize(5);
        assertThat(files.leftOut()).hasSize(4).anyMatch(each -> each.contains("larger than"))
                .anyMatch(each -> each.contains("one file too many"))
                .filteredOn(each -> each.contains("is no text")).hasSize(2);
        assertThat(files(fetch(new Bounds(200_000, 100_000, 200, 50, 1_000, 2_000, Duration.ofSeconds(10))))
                .leftOut()).anyMatch(each -> each.contains("too much"));
        assertThat(failed(fetch(new Bounds(200_000, 100_000, 3, 50, 1_000, 2_000, Duration.ofSeconds(10)))))
                .contains("more than 3 files");
    }

    @Test
    void endsWhatIsTooLargeOnTheLineOrOnceUnpacked() {
        server.put("faults/generic/zeros/notes.bin", new byte[5_000_000]);
        assertThat(failed(fetch(SMALL))).contains("too large: a file in it");
        server.clear();
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        server.put("noise.bin", noise);
        assertThat(failed(fetch(new Bounds(200_000, 1_000_000, 200, 5, 1_000, 3_000, Duration.ofSeconds(10)))))
                .contains("more comes than this server takes");
    }

    @Test
    void waitsNoLongerThanItsTime() {
        server.falling(true);
        assertThat(failed(fetch(new Bounds(1_000, 1_000, 1, 1, 1, 1, Duration.ofMillis(500)))))
                .contains("does not answer");
    }

    @Test
    void goesNowhereElseAndNotToThisMachineUnasked() {
        server.put(ENGINE, "text");
        Remote remote = new Remote(server.url(), "main", Entry.NONE, null);
        assertThat(failed(repositories(false, SMALL).fetch(remote, null, LayoutRules::isWanted)))
                .contains("FAULTLINE_REPOSITORIES_LOOPBACK");
        assertThat(failed(repositories(true, SMALL).fetch(
                new Remote("http://169.254.169.254/latest", "main", Entry.NONE, null), null,
                LayoutRules::isWanted))).contains("link-local");
        assertThat(failed(repositories(true, SMALL).fetch(new Remote("http://[fe80::1]/a", "main", Entry.NONE, null),
                null, LayoutRules::isWanted))).contains("link-local");
        server.redirecting("http://169.254.169.254");
        assertThat(failed(fetch(SMALL))).contains("elsewhere");
        server.redirecting(null);
        assertThat(failed(repositories(true, SMALL).fetch(new Remote(server.url(), "none", Entry.NONE, null), null,
                LayoutRules::isWanted))).contains("no such branch");
        assertThat(failed(repositories(true, SMALL).fetch(new Remote("file:///etc", "main", Entry.NONE, null), null,
                LayoutRules::isWanted))).contains("not reached by http");
    }

    @Test
    void putsFilesOnTopOfTheBranchAndKeepsTheRest() {
        server.put(ENGINE, "text");
        int before = server.commits();
        Remote remote = new Remote(server.url(), "main", Entry.NONE, null);
        Repositories repositories = repositories(true, SMALL);
        Map<String, String> files = Map.of("experiments/mine/experiment.yaml", "mine");
        assertThat(repositories.push(remote, null, files, "Add mine")).isInstanceOf(Pushed.Done.class);
        assertThat(server.read("experiments/mine/experiment.yaml")).isEqualTo("mine");
        assertThat(server.read(ENGINE)).isEqualTo("text");
        assertThat(server.commits()).isEqualTo(before + 1);
        assertThat(repositories.push(remote, null, files, "Add mine")).isInstanceOf(Pushed.Same.class);
        assertThat(server.commits()).isEqualTo(before + 1);
        server.requiring("me", "secret");
        assertThat(repositories.push(remote, null, Map.of("a/b.yaml", "c"), "m")).isInstanceOf(Pushed.Failed.class);
    }

    private Fetched fetch(Bounds bounds) {
        return repositories(true, bounds).fetch(new Remote(server.url(), "main", Entry.NONE, null), null,
                LayoutRules::isWanted);
    }

    private static Repositories repositories(boolean loopback, Bounds bounds) {
        return new JgitRepositories(new GitSettings(loopback, false, Duration.ofHours(6), Duration.ofMinutes(2)),
                bounds, InstantSource.system(), new SecureRandom());
    }

    private static Fetched.Files files(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Files.class);
        return (Fetched.Files) fetched;
    }

    private static String failed(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Failed.class);
        return ((Fetched.Failed) fetched).why();
    }

    private static long temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(each -> each.getFileName().toString().startsWith("faultline-git")).count();
        }
    }

}
