package io.faultline.experiment.git;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

import io.faultline.experiment.hub.LayoutRules;
import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.DeployKey;
import io.faultline.experiment.repository.Entry;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Pushed;
import io.faultline.experiment.repository.Remote;
import io.faultline.experiment.repository.Repositories;
import io.faultline.experiment.repository.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a real SSH server with git behind it. */
class SshRepositoriesIT {
    private static final Bounds SMALL = new Bounds(200_000, 1_000_000, 200, 5, 1_000, 3_000, Duration.ofSeconds(15));
    private static final String ENGINE = "faults/generic/pod-delete/engine.yaml";
    private final GitServer git = new GitServer();
    private final SshGitServer ssh = new SshGitServer(git);
    private final Repositories repositories = repositories(true);
    private final DeployKey key = repositories.newKey();

    @AfterEach
    void close() {
        ssh.close();
        git.close();
    }

    @Test
    void entersWithTheKeyThatWasMadeHereAndLearnsTheServersOwn() {
        git.put(ENGINE, "text");
        KeyPair host = SshGitServer.newHostKey("Ed25519");
        ssh.showing(host);
        ssh.requiring("git", key.publicKey());
        Fetched.Files files = files(fetch(remote(), key.privateKey()));
        assertThat(files.files()).containsExactlyEntriesOf(Map.of(ENGINE, "text"));
        assertThat(files.hostKey()).isEqualTo(SshKeys.written(host.getPublic()));
        assertThat(ssh.keysOffered()).isNotEmpty().allMatch(each -> key.publicKey().startsWith(each.substring(4)));
        Remote known = remote().known(files.hostKey());
        Map<String, String> pushed = Map.of("experiments/mine/experiment.yaml", "mine");
        assertThat(repositories.push(known, key.privateKey(), pushed, "Add mine")).isInstanceOf(Pushed.Done.class);
        assertThat(git.read("experiments/mine/experiment.yaml")).isEqualTo("mine");
        assertThat(ssh.commands()).contains("git-upload-pack '/repository.git'", "git-receive-pack '/repository.git'");
        ssh.requiring("deploy", key.publicKey());
        assertThat(fetch(remote(), key.privateKey())).isInstanceOf(Fetched.Failed.class);
        Remote asUser = new Remote(ssh.url().replace("git@", ""), "main", Entry.SSH, "deploy");
        assertThat(files(fetch(asUser, key.privateKey())).files()).hasSize(2);
    }

    @Test
    void saysThatItIsNotLetInWithAnotherKeyOrNone() {
        git.put(ENGINE, "text");
        ssh.requiring("git", repositories.newKey().publicKey());
        assertThat(failed(fetch(remote(), key.privateKey()))).contains("does not let this one in");
        int offered = ssh.keysOffered().size();
        assertThat(failed(fetch(remote(), new Secret("canary")))).contains("no private key")
                .doesNotContain("canary");
        assertThat(failed(fetch(remote(), null))).contains("no private key was sent");
        assertThat(ssh.keysOffered()).hasSize(offered);
    }

    @Test
    void refusesAServerThatShowsAnotherKeyBeforeItEnters() {
        git.put(ENGINE, "text");
        ssh.requiring("git", key.publicKey());
        KeyPair then = SshGitServer.newHostKey("EC");
        ssh.showing(then);
        Remote known = remote().known(files(fetch(remote(), key.privateKey())).hostKey());
        assertThat(fetch(known, key.privateKey())).isInstanceOf(Fetched.Files.class);
        int offered = ssh.keysOffered().size();
        KeyPair now = SshGitServer.newHostKey("EC");
        ssh.showing(now);
        assertThat(failed(fetch(known, key.privateKey()))).contains("another host key", "SHA256:", "send the new one");
        ssh.showing(SshGitServer.newHostKey("Ed25519"));
        assertThat(repositories.push(known, key.privateKey(), Map.of("a/b.yaml", "c"), "m"))
                .isInstanceOf(Pushed.Failed.class);
        assertThat(ssh.keysOffered()).hasSize(offered);
        ssh.showing(now);
        Remote told = remote().known(SshKeys.written(now.getPublic()));
        assertThat(files(fetch(told, key.privateKey())).hostKey()).isEqualTo(told.hostKey());
        ssh.showing(SshGitServer.newHostKey("Ed25519"), SshGitServer.newHostKey("RSA"), now);
        assertThat(fetch(told, key.privateKey())).as("of several, the one it is known by is asked for")
                .isInstanceOf(Fetched.Files.class);
    }

    @Test
    void goesNowhereElseAndNotToThisMachineUnasked() {
        git.put(ENGINE, "text");
        ssh.requiring("git", key.publicKey());
        Repositories careful = repositories(false);
        for (String url : new String[]{ssh.url(), "git@127.0.0.1:repository.git", "git@localhost:a",
                "ssh://git@0.0.0.0/a"}) {
            assertThat(failed(careful.fetch(new Remote(url, "main", Entry.SSH, null), key.privateKey(),
                    LayoutRules::isWanted))).as(url).contains("FAULTLINE_REPOSITORIES_LOOPBACK");
        }
        for (String url : new String[]{"git@169.254.169.254:a", "ssh://git@[fe80::1]/a"}) {
            assertThat(failed(fetch(new Remote(url, "main", Entry.SSH, null), key.privateKey()))).as(url)
                    .contains("link-local");
        }
        for (String url : new String[]{"/etc", "file:///etc", "git://127.0.0.1/a", "https://127.0.0.1/a"}) {
            assertThat(failed(fetch(new Remote(url, "main", Entry.SSH, null), key.privateKey()))).as(url)
                    .doesNotContain("BEGIN");
        }
        assertThat(ssh.keysOffered()).isEmpty();
    }

    @Test
    void endsWhatIsTooLargeOnTheLineOrBesideIt() {
        ssh.requiring("git", key.publicKey());
        git.put(ENGINE, "text");
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        git.put("noise.bin", noise);
        assertThat(failed(fetch(remote(), key.privateKey()))).contains("more comes than this server takes");
        git.clear();
        git.put(ENGINE, "text");
        assertThat(fetch(remote(), key.privateKey())).isInstanceOf(Fetched.Files.class);
        ssh.shouting();
        assertThat(fetch(remote(), key.privateKey())).isInstanceOf(Fetched.Failed.class);
    }

    private Remote remote() {
        return new Remote(ssh.url(), "main", Entry.SSH, null);
    }

    private Fetched fetch(Remote remote, Secret secret) {
        return repositories.fetch(remote, secret, LayoutRules::isWanted);
    }

    private static Repositories repositories(boolean loopback) {
        return new JgitRepositories(new GitSettings(loopback, false, Duration.ofHours(6), Duration.ofMinutes(2)), SMALL,
                InstantSource.system(), new SecureRandom());
    }

    private static Fetched.Files files(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Files.class);
        return (Fetched.Files) fetched;
    }

    private static String failed(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Failed.class);
        return ((Fetched.Failed) fetched).why();
    }
}
