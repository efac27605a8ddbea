package io.faultline.experiment.repository;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RemoteTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://git.example.org/chaos/hub.git", "http://10.0.0.1:3000/a/b",
            "HTTPS://example.org/a"})
    void takesAddressesOfServers(String url) {
        assertThat(complaints(url, "main", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git@example.org:team/hub.git", "ssh://git@example.org/a.git", "ssh://example.org:2222/a",
            "SSH://me@10.0.0.1/~/a"})
    void takesAddressesOfSshToBeEnteredBySsh(String url) {
        assertThat(complaints(new Remote(url, "main", Entry.SSH, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a", "file:///etc", "/etc/passwd", "ssh://me:canary@example.org/a",
            "ssh://example.org", "ssh://example.org/a?canary", "git@example.org:", "-oProxyCommand=canary@h:a",
            "git@-oProxyCommand=canary:a", "git+ssh://git@example.org/a", "git@example.org:a:b", "git@[::1]:a", "c:/a"})
    void refusesAllOthersToBeEnteredBySsh(String url) {
        assertThat(complaints(new Remote(url, "main", Entry.SSH, null))).singleElement().satisfies(each -> {
            assertThat(each.pointer()).isEqualTo("/url");
            assertThat(each.message()).doesNotContain("canary");
        });
    }

    @Test
    void takesAHostKeyAsToolsPrintItAndOnlyWithSsh() {
        String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        for (String line : List.of(key, key + " somebody", "github.com " + key, "[example.org]:2222 " + key + " x y")) {
            Remote remote = new Remote("git@example.org:a", "main", Entry.SSH, null, line, Form.GIT);
            assertThat(remote.hostKey()).isEqualTo(key);
            assertThat(complaints(remote)).isEmpty();
        }
        for (String line : List.of("SHA256:+DiY3wvvV6TuJJhbpZisF", "ssh-dss " + "A".repeat(80), "ssh-ed25519 short")) {
            assertThat(complaints(new Remote("git@example.org:a", "main", Entry.SSH, null, line, Form.GIT)))
                    .singleElement().satisfies(each -> assertThat(each.pointer()).isEqualTo("/hostKey"));
        }
        assertThat(complaints(new Remote("https://example.org/a", "main", Entry.NONE, null, key, Form.GIT))).hasSize(1);
    }

    @Test
    void aServerStaysKnownUntilAnotherIsNamed() {
        Remote known = new Remote("git@example.org:a", "main", Entry.SSH, null, "one", Form.GIT);
        Remote beside = new Remote("ssh://git@example.org:22/b", "dev", Entry.SSH, null);
        assertThat(beside.after(known).hostKey()).isEqualTo("one");
        assertThat(beside.known("two").after(known).hostKey()).isEqualTo("two");
        assertThat(new Remote("ssh://git@example.org:2222/b", "dev", Entry.SSH, null).after(known).hostKey()).isNull();
        assertThat(new Remote("https://example.org/b", "dev", Entry.NONE, null).after(known).hostKey()).isNull();
    }

    @Test
    void aZipFileIsFetchedOverHttpWithoutASecret() {
        assertThat(complaints(Remote.zip("https://example.org/hub.zip"))).isEmpty();
        for (String url : List.of("file:///srv/hub.zip", "ftp://example.org/a.zip", "https://me@example.org/a.zip",
                "https://example.org/a.zip?sig=canary")) {
            Complaints complaints = Complaints.collect();
            Remote.zip(url).check(complaints, true);
            assertThat(complaints.found()).as(url).singleElement()
                    .satisfies(each -> assertThat(each.message()).doesNotContain("canary"));
        }
        assertThat(complaints(new Remote("https://example.org/hub.zip", "", Entry.TOKEN, null, null, Form.ZIP)))
                .singleElement().satisfies(each -> assertThat(each.pointer()).isEqualTo("/auth"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ssh://git@example.org/a.git|SSH", "git@example.org:a/b.git|SSH",
            "git://example.org/a|https", "ext::sh -c whoami|https", "file:///etc|FAULTLINE_REPOSITORIES_FILES",
            "/etc|https", "--upload-pack=touch|https", "https://|https", "https://me:canary@example.org/a|user",
            "https://example.org/a?token=canary|?", "https://example.org/a#canary|#", "gopher://example.org/|https",
            "jar:file:///a!/b|https"})
    void refusesAllOthersWithoutRepeatingThem(String url, String why) {
        assertThat(complaints(url, "main", false)).singleElement()
                .satisfies(each -> assertThat(each.message()).contains(why).doesNotContain("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a..b", "a//b", "a/", "a.lock", "a b", "a:b", ".a", "a/.b", "a\nb", "a^b", "a~1"})
    void refusesBranchesGitWouldTakeForSomethingElse(String branch) {
        assertThat(complaints("https://example.org/a", branch, false)).singleElement()
                .satisfies(each -> assertThat(each.pointer()).isEqualTo("/branch"));
    }

    @Test
    void asksForAUserBesideAPassword() {
        Complaints complaints = Complaints.collect();
        new Remote("https://example.org/a", "main", Entry.BASIC, null).check(complaints, false);
        assertThat(complaints.found()).singleElement().satisfies(each -> assertThat(each.pointer()).isEqualTo("/user"));
    }

    @Test
    void filesAreTakenWhereTheyAreAllowed() {
        assertThat(complaints("file:///srv/hub.git", "main", true)).isEmpty();
    }

    @Test
    void knowsWhichAreOnTheSameServer() {
        Remote one = new Remote("https://example.org/a", "main", Entry.TOKEN, null);
        assertThat(one.isBeside(new Remote("https://EXAMPLE.org/b", "x", Entry.TOKEN, null))).isTrue();
        for (String other : List.of("http://example.org/a", "https://example.org:8443/a", "https://example.com/a",
                "https://example.org.evil.test/a")) {
            assertThat(one.isBeside(new Remote(other, "main", Entry.TOKEN, null))).as(other).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../b", "/a", "a//b", "a/.git/config", "a\\b", "a/b:c", "CON", "a/nul.txt",
            "a/b.",
            "", "a/b/c/d/e/f/g/h/i", "a\u0000b", "~/a"})
    void pathsThatMeanSomethingElseSomewhereAreNotTaken(String path) {
        assertThat(PathRules.isSafe(path)).isFalse();
    }

    @Test
    void plainPathsAreTakenOnceHoweverTheyAreCapitalised() {
        assertThat(PathRules.isSafe("faults/kubernetes/pod-delete/engine.yaml")).isTrue();
        assertThat(PathRules.collides("a/B", Map.of("a/b", ""))).isTrue();
        assertThat(PathRules.collides("a/b", Map.of("a/b", ""))).isFalse();
    }

    private static List<Complaint> complaints(Remote remote) {
        Complaints complaints = Complaints.collect();
        remote.check(complaints, false);
        return complaints.found();
    }

    private static List<Complaint> complaints(String url, String branch, boolean files) {
        Complaints complaints = Complaints.collect();
        new Remote(url, branch, Entry.NONE, null).check(complaints, files);
        return complaints.found();
    }
}
