package io.faultline.injector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.cluster.ClusterNamespace;
import io.faultline.injector.cluster.ClusterRig;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.lease.ClusterJournal;
import io.faultline.testkit.Facts;
import io.faultline.testkit.RealCluster;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Faults of a real cluster as the whole service makes them; how they end is in {@link EveryEndingIT}. */
@ResourceLock(OnACluster.LOCK)
@Order(OnACluster.LAST)
class ClusterFaultsIT {
    private static final Duration SLOW_START = Duration.ofMinutes(3);
    private static ClusterNamespace namespace;
    private static Facts facts;
    private static ServiceUnderTest injector;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-cluster-faults");
        namespace.deploy("cart", 2);
        Map<String, Object> properties = Map.of("faultline.cluster.kubeconfig", namespace.kubeconfig().toString(),
                "faultline.cluster.sweep", "1s");
        facts = Facts.open();
        injector = ServiceUnderTest.start(InjectorService.class, "injector-service", properties);
    }

    @AfterAll
    static void close() {
        if (injector != null) {
            injector.close();
        }
        if (namespace != null) {
            facts.close();
            namespace.close();
        }
    }

    @BeforeEach
    void asBefore() {
        namespace.awaitReady("cart", 2);
    }

    private static Fault scaled(Duration duration) {
        return Fault.of("none-left", new DeploymentScale(WorkloadTarget.deployment(namespace.name(), "cart"), 0),
                duration, List.of());
    }

    private static void due(RunId run, Fault fault) {
        due(run, fault, BlastRadius.of(null, 100));
    }

    private static void due(RunId run, Fault fault, BlastRadius radius) {
        Step.Inject inject = new Step.Inject(Runs.inject(fault).id(), fault, radius);
        StepDue due = Runs.due(run, inject);
        facts.append(new StepDue(run, due.project(), due.step(), due.at(), due.at().plus(Duration.ofMinutes(10))));
    }

    private static PodTarget carts(Integer count, boolean healthy) {
        return new PodTarget(namespace.name(), "app=cart", List.of(), null, null, null, null, null, null, count, null,
                healthy);
    }

    @Test
    void theSweepMendsWhatNobodyHoldsAndLeavesAloneWhatAnotherHouseHolds() throws Exception {
        try (ClusterRig other = new ClusterRig(namespace.kubeconfig())) {
            namespace.deploy("till", 1);
            RunId known = facts.newRun();
            due(known, scaled(Duration.ofMillis(100)));
            facts.await(known, FaultReverted.class, SLOW_START);

            ScaleBack others = made(other, "till", "faultline-" + facts.newRun() + "-others");
            Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5))
                    .until(() -> namespace.size("till") == 0);
            other.mender().revert(others);

            try (ClusterRig same = new ClusterRig(namespace.kubeconfig(),
                    injector.bean(ClusterJournal.class).house())) {
                made(same, "till", "faultline-" + facts.newRun() + "-orphan");
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> namespace.size("till") == 1);
            }
        }
    }

    private static ScaleBack made(ClusterRig rig, String app, String mark) throws Exception {
        Driver<ScaleBack> driver = rig
                .driver(new DeploymentScale(WorkloadTarget.deployment(namespace.name(), app), 0));
        ScaleBack undo = driver.plan(mark).hits().getFirst().undo();
        driver.inject(undo, Duration.ofMinutes(5));
        return undo;
    }

    @Test
    void podsAreDeletedOnceOrAgainAtEachInterval() throws Exception {
        Map<String, Long> ending = new ConcurrentHashMap<>();
        try (Watch _ = endings(ending)) {
            List<Long> took = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                namespace.awaitReady("cart", 2);
                Set<String> before = Set.copyOf(ending.keySet());
                long asked = System.nanoTime();
                due(facts.newRun(), strike(new PodDelete(carts(1, false), true, null), Duration.ZERO, Duration.ZERO));
                Awaitility.await().atMost(SLOW_START).pollInterval(Duration.ofMillis(2))
                        .until(() -> ending.size() > before.size());
                long seen = ending.entrySet().stream().filter(each -> !before.contains(each.getKey()))
                        .mapToLong(Map.Entry::getValue).min().orElseThrow();
                took.add((seen - asked) / 1_000_000);
            }
            System.out.println("Step due to first pod ending, the first %d ms".formatted(took.removeFirst()));
            Collections.sort(took);
            System.out.println("Step due to pod ending, 5 times: p50 %d ms, max %d ms".formatted(took.get(2),
                    took.getLast()));
            namespace.awaitReady("cart", 2);
            int before = ending.size();
            RunId again = facts.newRun();
            due(again, strike(new PodDelete(carts(1, false), true, null), Duration.ofMinutes(2),
                    Duration.ofSeconds(1)));
            Awaitility.await().atMost(SLOW_START).until(() -> ending.size() >= before + 3);
            facts.append(Runs.stopping(again, StopCause.ABORTED));
            assertThat(facts.await(again, FaultReverted.class).reason()).isEqualTo(RevertReason.STOPPED);
            namespace.awaitReady("cart", 2);
            int stopped = ending.size();
            Awaitility.await("none is hit any more").during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5))
                    .until(() -> ending.size() == stopped);
        }
    }

    @Test
    void inSeriesPodsAreDeletedInTurnsAnIntervalApart() throws Exception {
        Duration interval = Duration.ofSeconds(2);
        Set<String> first = namespace.pods("cart").stream().map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
        Map<String, Long> ending = new ConcurrentHashMap<>();
        try (Watch _ = endings(ending)) {
            RunId run = facts.newRun();
            due(run, new Fault("in-turn", new PodDelete(carts(null, false), true, null), Duration.ofSeconds(3),
                    interval,
                    Duration.ZERO, Sequence.SERIAL, 10, List.of()));
            facts.await(run, FaultReverted.class, SLOW_START);
            Awaitility.await().until(() -> ending.keySet().containsAll(first));
        }
        List<Long> times = first.stream().map(ending::get).sorted().toList();
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).as("told of by a watch: near enough")
                .isGreaterThan(interval.dividedBy(2));
    }

    @Test
    void aPlanNamesItsPodsAndMoreThanAllowedAreHitNeitherThenNorWhenTheyCameLater() throws Exception {
        namespace.deploy("few", 1);
        Fault all = strike(new PodDelete(PodTarget.labelled(namespace.name(), "app=few"), true, null), Duration.ZERO,
                Duration.ZERO);
        BlastRadius one = BlastRadius.of(1, 100);
        JsonNode before = planned(all, one);
        assertThat(before.path("allowed").asBoolean()).as(before.toString()).isTrue();
        assertThat(names(before)).isEqualTo(few());
        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("few").scale(3);
        namespace.awaitReady("few", 3);
        Set<String> three = few();
        RunId run = facts.newRun();
        due(run, all, one);
        assertThat(facts.await(run, FaultFailed.class).refusal()).isEqualTo(Refusal.BLAST_RADIUS);
        JsonNode after = planned(all, one);
        assertThat(names(after)).isEqualTo(three);
        assertThat(after.path("matched").asInt()).isEqualTo(3);
        assertThat(after.path("chosen").asInt()).isEqualTo(3);
        assertThat(after.path("allowed").asBoolean()).isFalse();
        assertThat(after.path("reason").asString())
                .contains("would hit 3 of 3 matches, but the blast radius allows at most 1");
        assertThat(few()).as("none was replaced").isEqualTo(three);
    }

    private static Set<String> few() {
        return namespace.pods("few").stream().map(pod -> namespace.name() + "/" + pod.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode planned) {
        return planned.path("targets").valueStream().map(each -> each.path("name").asString())
                .collect(Collectors.toSet());
    }

    private static JsonNode planned(Fault fault, BlastRadius radius) throws Exception {
        Experiment experiment = Experiment.of(new Metadata("planned", null, List.of()), new ExperimentSpec(null,
                List.of(Stage.of(fault)), null, radius, List.of(), Map.of(), Map.of(), null));
        HttpRequest asked = HttpRequest.newBuilder(injector.baseUrl().resolve("/api/v1/faults/plan"))
                .header("Authorization", injector.authorization()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(experiment))).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Wire.mapper().readTree(http.send(asked, HttpResponse.BodyHandlers.ofString()).body())
                    .at("/faults/0");
        }
    }

    private static Fault strike(FaultSpec spec, Duration duration, Duration interval) {
        return new Fault("strike", spec, duration, interval, Duration.ZERO, Sequence.PARALLEL, 10, List.of());
    }

    /** When each pod was first seen to end. */
    private static Watch endings(Map<String, Long> ending) {
        return namespace.client().pods().inNamespace(namespace.name()).withLabel("app", "cart")
                .watch(new Watcher<Pod>() {
                    @Override
                    public void eventReceived(Action action, Pod pod) {
                        if (action == Action.DELETED || pod.getMetadata().getDeletionTimestamp() != null) {
                            ending.putIfAbsent(pod.getMetadata().getUid(), System.nanoTime());
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    @Test
    void pastItsEndItWaitsForItsTargetsToBeWellAgainAndFailsIfTheyAreNotBeforeIt() {
        RunId run = facts.newRun();
        Instant began = Instant.now();
        due(run, strike(new PodDelete(carts(2, true), true, null), Duration.ofMillis(100), Duration.ZERO));
        facts.await(run, FaultReverted.class, SLOW_START);
        assertThat(namespace.pods("cart")).hasSize(2)
                .allMatch(Readiness::isPodReady);
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(100));

        namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").edit(found -> {
            found.getSpec().getTemplate().getSpec().getContainers().getFirst()
                    .setImage("docker.io/local/there-is-no-such-image:1");
            return found;
        });
        try {
            Awaitility.await().atMost(SLOW_START).until(() -> namespace.pods("cart").size() > 2);
            RunId unwell = facts.newRun();
            due(unwell, strike(new PodDelete(carts(1, true), true, null), Duration.ZERO, Duration.ZERO));
            assertThat(facts.await(unwell, FaultFailed.class, SLOW_START).reason())
                    .contains("its targets are not healthy before it begins");
        } finally {
            namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart")
                    .edit(found -> {
                        found.getSpec().getTemplate().getSpec().getContainers().getFirst()
                                .setImage(RealCluster.BUSYBOX);
                        return found;
                    });
        }
    }
}
