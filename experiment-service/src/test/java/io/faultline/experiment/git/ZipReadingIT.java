package io.faultline.experiment.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.faultline.experiment.hub.LayoutRules;
import io.faultline.experiment.repository.Bounds;
import io.faultline.experiment.repository.Fetched;
import io.faultline.experiment.repository.Remote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Zip files over real HTTP, honest and hostile. */
class ZipReadingIT {
    private static final Bounds SMALL = new Bounds(200_000, 100_000, 50, 5, 1_000, 3_000, Duration.ofSeconds(10));
    private static final String ENGINE = "faults/generic/pod-delete/engine.yaml";
    private final ZipServer server = new ZipServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takesTheWantedFilesAndLeavesNothingBehind() throws IOException {
        long before = temporary();
        byte[] zip = zip(ENGINE, "text", "README.md", "not wanted", "experiments/", "");
        server.at("/hub.zip", zip);
        Fetched.Files files = files(fetch("/hub.zip", SMALL));
        assertThat(files.files()).containsExactlyEntriesOf(Map.of(ENGINE, "text"));
        assertThat(files.leftOut()).isEmpty();
        assertThat(files.hostKey()).isNull();
        assertThat(files.commit()).hasSize(64).isEqualTo(files(fetch("/hub.zip", SMALL)).commit());
        server.at("/hub.zip", zip(ENGINE, "changed"));
        assertThat(files(fetch("/hub.zip", SMALL)).commit()).isNotEqualTo(files.commit());
        assertThat(temporary()).isEqualTo(before);
    }

    @Test
    void looksIntoTheOneFolderArchivesOfRepositoriesHave() {
        server.at("/main.zip", zip("hub-main/", "", "hub-main/README.md", "", "hub-main/" + ENGINE, "text"));
        assertThat(files(fetch("/main.zip", SMALL)).files()).containsOnlyKeys(ENGINE);
    }

    @Test
    void isNotLedOutByPathsAndLinks() {
        byte[] zip = zip(ENGINE, "text", "faults/../../engine.yaml", "out", "faults/generic/../engine.yaml", "out",
                "../../faults/generic/a/engine.yaml", "out", "/faults/generic/b/engine.yaml", "out",
                "faults/generic/link/engine.yaml", "/etc/passwd", "faults/linked", "../../..",
                "faults/generic/POD-delete/engine.yaml", "upper", "faults\\generic\\c\\engine.yaml", "out");
        zip = ZipServer.linked(ZipServer.linked(zip, "faults/generic/link/engine.yaml"), "faults/linked");
        server.at("/hub.zip", zip);
        Fetched.Files files = files(fetch("/hub.zip", SMALL));
        assertThat(files.files()).containsOnlyKeys(ENGINE);
        assertThat(files.leftOut()).hasSize(5).anyMatch(each -> each.contains("capitals only"))
                .anyMatch(each -> each.startsWith("faults/linked is a link"))
                .anyMatch(each -> each.startsWith("faults/generic/link/engine.yaml is a link"))
                .filteredOn(each -> each.contains("no path that is taken")).hasSize(2);
    }

    @Test
    void unpacksNoMoreThanIsTakenWhateverIsSaidOfSizes() {
        byte[] zeros = new byte[5_000_000];
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(ENGINE, "text".getBytes(StandardCharsets.UTF_8));
        entries.put("faults/generic/honest/engine.yaml", zeros);
        entries.put("faults/generic/lying/engine.yaml", zeros);
        entries.put("bomb.bin", zeros);
        server.at("/hub.zip", ZipServer.lying(ZipServer.zip(entries), "faults/generic/lying/engine.yaml"));
        Fetched.Files files = files(fetch("/hub.zip", SMALL));
        assertThat(files.files()).containsOnlyKeys(ENGINE);
        assertThat(files.leftOut()).hasSize(2).allMatch(each -> each.contains("larger than"));

        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("faults/generic/f%d/engine.yaml".formatted(i), new byte[5_000]);
        }
        byte[] liars = ZipServer.zip(many);
        for (String each : many.keySet()) {
            liars = ZipServer.lying(liars, each);
        }
        server.at("/liars.zip", liars);
        assertThat(failed(fetch("/liars.zip", new Bounds(20_000, 1, 50, 50, 1_000, 3_000, Duration.ofSeconds(10)))))
                .contains("too large");
        assertThat(failed(fetch("/liars.zip", new Bounds(20_000, 1, 29, 50, 1_000, 3_000, Duration.ofSeconds(10)))))
                .contains("more than 29 files");
    }

    @Test
    void takesNoMoreThanItsShareOfTheLine() {
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        server.at("/hub.zip", ZipServer.zip(Map.of("noise.bin", noise)));
        assertThat(failed(fetch("/hub.zip", SMALL))).contains("more comes than this server takes");
    }

    @Test
    void saysWhatIsNoZipFile() {
        byte[] zip = zip(ENGINE, "text");
        server.at("/text", "text".getBytes(StandardCharsets.UTF_8)).at("/nothing", new byte[0])
                .at("/cut", Arrays.copyOf(zip, zip.length - 10));
        for (String each : new String[]{"/text", "/nothing", "/cut"}) {
            assertThat(failed(fetch(each, SMALL))).as(each).contains("no zip file");
        }
        assertThat(failed(fetch("/none", SMALL))).contains("answers 404");
    }

    @Test
    void looksAtEveryAddressItIsSentOnTo() {
        server.at("/hub.zip", zip(ENGINE, "text")).redirecting("/moved", "/hub.zip")
                .redirecting("/far", server.url("/moved")).redirecting("/round", "/round")
                .redirecting("/metadata", "http://169.254.169.254/latest/meta-data")
                .redirecting("/disk", "file:///etc/passwd").redirecting("/odd", "http://[");
        assertThat(files(fetch("/far", SMALL)).files()).containsOnlyKeys(ENGINE);
        assertThat(failed(fetch("/round", SMALL))).contains("more than 3 times");
        assertThat(failed(fetch("/metadata", SMALL))).contains("link-local");
        assertThat(failed(fetch("/disk", SMALL))).contains("does not go");
        assertThat(failed(fetch("/odd", SMALL))).contains("does not go");
        assertThat(failed(fetch(Remote.zip(server.url("/hub.zip")), false)))
                .contains("FAULTLINE_REPOSITORIES_LOOPBACK");
        assertThat(failed(fetch(Remote.zip("file:///etc/passwd"), true))).contains("not reached by http");
    }

    @Test
    void isNotSentOnToThisMachine() throws IOException {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each.getAddress().length == 4 && !each.isLoopbackAddress()
                        && !each.isLinkLocalAddress())
                .findFirst();
        assumeThat(own).as("this machine has an address but 127.0.0.1").isPresent();
        server.at("/hub.zip", zip(ENGINE, "text"));
        try (ZipServer outside = new ZipServer(own.get())) {
            outside.at("/hub.zip", zip(ENGINE, "text")).redirecting("/moved", server.url("/hub.zip"));
            assertThat(fetch(Remote.zip(outside.url("/hub.zip")), false)).isInstanceOf(Fetched.Files.class);
            assertThat(failed(fetch(Remote.zip(outside.url("/moved")), false)))
                    .contains("FAULTLINE_REPOSITORIES_LOOPBACK");
        }
    }

    private static byte[] zip(String... namesAndTexts) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            entries.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return ZipServer.zip(entries);
    }

    private Fetched fetch(String path, Bounds bounds) {
        return repositories(true, bounds).fetch(Remote.zip(server.url(path)), null, LayoutRules::isWanted);
    }

    private static Fetched fetch(Remote remote, boolean loopback) {
        return repositories(loopback, SMALL).fetch(remote, null, LayoutRules::isWanted);
    }

    private static JgitRepositories repositories(boolean loopback, Bounds bounds) {
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
