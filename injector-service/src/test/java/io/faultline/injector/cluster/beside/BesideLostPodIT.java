package io.faultline.injector.cluster.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.beside.BesideRig.Broken;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A target that goes in the middle of a fault takes the effect with it: who comes in its place is not hit. */
@OnACluster
class BesideLostPodIT {
    private static final String CALLER = "caller";
    private static BesideRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new BesideRig("beside-lost-it");
        rig.startServer(CALLER);
        rig.space.client().resource(new DeploymentBuilder(rig.space.deployment("cart", 1)).editSpec().editTemplate()
                .editSpec().editFirstContainer().withImage(RealCluster.TOOLS)
                .withCommand("httpd", "-f", "-p", "8080", "-h", "/bin").endContainer().endSpec().endTemplate()
                .endSpec().build()).create();
        rig.space.awaitReady("cart", 1);
        rig.ready(CALLER);
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @AfterEach
    void mend() throws Exception {
        rig.endAll();
    }

    private static Pod cart() {
        return rig.space.pods("cart").getFirst();
    }

    private static BesideRig.Answer ask(Pod pod) {
        return rig.get(CALLER, "http://%s:8080/sh".formatted(pod.getStatus().getPodIP()), "-o", "/dev/null");
    }

    private static void isSaidToBeOver(Broken broken) {
        long began = System.nanoTime();
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(rig.lost).containsAll(broken.undos()));
        System.out.println("said to be over after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
        for (String ending : List.of(".effect", ".ending")) {
            assertThat(Path.of("/run/faultline", broken.undos().getFirst().mark() + ending)).doesNotExist();
        }
    }

    private static Broken inject(HelperFault fault) throws Exception {
        return rig.inject(fault, BesideRig.LONGEST);
    }

    private static HelperFault status(Pod pod) {
        return new PodHttpStatusCode(rig.target(pod.getMetadata().getName(), null), 8080, List.of(503), true, null,
                null, 100);
    }

    @Test
    void aFaultIsOverWhenItsPodIsDeleted() throws Exception {
        Pod pod = cart();
        Broken late = inject(new PodNetworkLatency(rig.target(pod.getMetadata().getName(), null),
                Duration.ofMillis(700), null, null));
        assertThat(ask(pod).seconds()).isGreaterThan(0.7);
        rig.space.client().resource(pod).withGracePeriod(0).delete();
        isSaidToBeOver(late);
        rig.space.awaitReady("cart", 1);
        assertThat(ask(cart()).seconds()).isLessThan(0.4);
        rig.end(late);
    }

    @Test
    void aFaultIsOverWhenThePodsNetworkIsMadeAnewAndTheNextOneHits() throws Exception {
        Pod pod = cart();
        Broken answers = inject(status(pod));
        assertThat(ask(pod).status()).isEqualTo(503);
        sandbox(pod.getMetadata().getUid()).destroyForcibly();
        isSaidToBeOver(answers);
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300))
                .ignoreExceptions().until(() -> ask(cart()).status() == 200);
        rig.end(answers);
        assertThat(cart().getMetadata().getUid()).as("the same pod").isEqualTo(pod.getMetadata().getUid());
        Broken next = inject(status(cart()));
        assertThat(ask(cart()).status()).isEqualTo(503);
        rig.end(next);
        assertThat(ask(cart()).status()).isEqualTo(200);
    }

    /** What holds a pod's network together; this machine is the node. */
    private static ProcessHandle sandbox(String pod) {
        return ProcessHandle.allProcesses().filter(process -> groups(process.pid()).contains(pod))
                .filter(process -> BesideRig.commandLine(process.pid()).contains("sleep 2147483647")).findFirst()
                .orElseThrow();
    }

    private static String groups(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cgroup"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aHelperWhoseGuardHasDiedStartsAnother() throws Exception {
        Broken answers = inject(status(cart()));
        ProcessHandle dead = guard();
        dead.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
                .until(() -> guard().pid() != dead.pid());
        assertThat(ask(cart()).status()).isEqualTo(503);
        rig.end(answers);
    }

    private static ProcessHandle guard() {
        return BesideRig.helperProcesses().stream()
                .filter(each -> BesideRig.commandLine(each.pid()).matches(".*HelperProcess \\d.*")).findFirst()
                .orElseThrow();
    }
}
