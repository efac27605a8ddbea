package io.faultline.injector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.DeskCall;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Arming;
import io.faultline.injector.lease.ClusterJournal;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Halts;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Objection;
import io.faultline.injector.lease.Tries;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The journal in Postgres, with an injector that looks at it only once. */
class JournalIT {
    private static final Machine HERE = new Machine("here");
    private static final Machine ELSEWHERE = new Machine("elsewhere");
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Leases leases;
    private static Leftovers leftovers;
    private static Halts halts;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void open() {
        service = ServiceUnderTest.start(InjectorService.class, "injector-service",
                Map.of("faultline.injector.lease-renewal", "1h", "faultline.injector.hand-over", false));
        facts = Facts.open();
        leases = service.bean(Leases.class);
        leftovers = service.bean(Leftovers.class);
        halts = service.bean(Halts.class);
        jdbc = service.bean(JdbcTemplate.class);
    }

    @AfterAll
    static void close() {
        facts.close();
        service.close();
    }

    @AfterEach
    void forget() {
        halts.release();
        jdbc.update("delete from lease");
        jdbc.update("delete from target_lock");
    }

    @Test
    void twoRunsNeverHitTheSameTargetUnawares() {
        Lease first = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1, 2);
        Lease second = intent(facts.newRun(), "a", BlastRadius.UNLIMITED).armed(plan(2, 3));
        assertThat(refused(second)).get().satisfies(why -> {
            assertThat(why.refusal()).isEqualTo(Refusal.TARGET_LOCKED);
            assertThat(why.reason()).contains(first.run().toString()).contains("until");
        });
        assertThat(state(second)).isEqualTo(LeaseState.INTENT);
        assertThat(leases.conflict("here", null, List.of(target(1)))).isPresent();
        assertThat(leases.conflict("elsewhere", null, List.of(target(1)))).isEmpty();
        end(first, new Ending.Reverted(RevertReason.PLANNED));
        assertThat(leases.arm(second)).isInstanceOf(Arming.Done.class);
    }

    @Test
    void faultsOfOneRunAndThoseThatShareMayHitTheSameTarget() {
        RunId run = facts.newRun();
        armed(run, "a", BlastRadius.UNLIMITED, 1);
        armed(run, "b", BlastRadius.UNLIMITED, 1);
        Lease sharing = intent(facts.newRun(), "a", new BlastRadius(null, null, true)).armed(plan(1));
        assertThat(leases.arm(sharing)).isInstanceOf(Arming.Done.class);
    }

    @Test
    void aTargetThatCouldNotBeMendedStaysLockedUntilItIs() {
        Lease first = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        end(first, LeaseRules.ended(first, null, Optional.of("no"), Instant.now()));
        Lease second = intent(facts.newRun(), "a", BlastRadius.UNLIMITED).armed(plan(1));
        assertThat(refused(second)).get().extracting(Objection::reason).asString().contains("could not be mended");
        Lease retried = leftovers.retry("me", HERE, first.id()).orElseThrow();
        assertThat(leftovers.healed(retried, Instant.now())).isTrue();
        assertThat(leases.arm(second)).isInstanceOf(Arming.Done.class);
    }

    @Test
    void aFurtherStrokeLocksWhomItHits() {
        Lease striking = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        Lease other = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 2);
        assertThat(leases.lock(striking, List.of(target(3), target(1)))).isEmpty();
        assertThat(leases.lock(other, List.of(target(3)))).isPresent();
    }

    @Test
    void nothingIsArmedWhileEverythingIsHalted() {
        Lease before = intent(facts.newRun(), "a", BlastRadius.UNLIMITED);
        Lease inForce = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        halts.halt("INC-991", "ana");
        assertThat(halts.halt("again", "bob").requestedBy()).as("the first one stays").isEqualTo("ana");
        assertThat(refused(before.armed(plan(2)))).map(Objection::refusal).contains(Refusal.HALTED);
        assertThat(intent(facts.newRun(), "b", BlastRadius.UNLIMITED).stop()).isEqualTo(RevertReason.HALTED);
        assertThat(leases.renew("me", List.of(inForce.id())).stopped()).as("other injectors notice")
                .containsEntry(inForce.id(), RevertReason.HALTED);
        assertThat(halts.release()).isTrue();
        assertThat(halts.release()).isFalse();
        assertThat(halts.active()).isEmpty();
    }

    @Test
    void aStoppedRunBeginsNothingMore() {
        RunId run = facts.newRun();
        Lease before = intent(run, "a", BlastRadius.UNLIMITED);
        halts.stop(run, "enough");
        assertThat(refused(before.armed(plan(1)))).map(Objection::refusal).contains(Refusal.RUN_STOPPED);
        assertThat(intent(run, "b", BlastRadius.UNLIMITED).stop()).isEqualTo(RevertReason.STOPPED);
        assertThat(intent(facts.newRun(), "b", BlastRadius.UNLIMITED).stop()).isNull();
    }

    @Test
    void aLateOwnerIsRefused() {
        Lease lease = intent(facts.newRun(), "a", BlastRadius.UNLIMITED);
        expire(lease, 4);
        Lease taken = leftovers.takeOver("other", HERE, 10).getFirst();
        assertThat(taken.fence()).as("Case 11").isEqualTo(2);
        assertThat(leases.arm(lease.armed(plan(1)))).isInstanceOf(Arming.Lost.class);
        assertThat(leases.activate(lease.armed(plan(1)))).isFalse();
        assertThat(end(lease, new Ending.Reverted(RevertReason.PLANNED))).isFalse();
        assertThat(leases.arm(taken.armed(plan(1)))).isInstanceOf(Arming.Done.class);
    }

    @Test
    void whatIsOnAnotherMachineIsReportedAndMendedByItsOwn() {
        Lease there = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        expire(there, 4);
        assertThat(leftovers.takeOver("me", ELSEWHERE, 10)).isEmpty();
        assertThat(leftovers.abandoned(ELSEWHERE, 10)).as("it may come back").isEmpty();
        expire(there, 11);
        Lease abandoned = leftovers.abandoned(ELSEWHERE, 10).getFirst();
        assertThat(end(abandoned, LeaseRules.stranded(abandoned, Instant.now()))).isTrue();
        assertThat(leftovers.abandoned(ELSEWHERE, 10)).isEmpty();
        assertThat(leftovers.retry("me", ELSEWHERE, Set.of(), 10)).isEmpty();
        Lease back = leftovers.retry("there", HERE, Set.of(), 10).getFirst();
        assertThat(leftovers.healed(back, Instant.now())).isTrue();
        assertThat(state(there)).isEqualTo(LeaseState.REVERTED);
    }

    @Test
    void targetsInAClusterAreLockedForAllMachinesAndAnyOfThemMends() {
        Lease first = scaling(HERE).armed(scaling("cart"));
        assertThat(leases.arm(first)).isInstanceOf(Arming.Done.class);
        assertThat(refused(scaling(ELSEWHERE).armed(scaling("cart")))).map(Objection::refusal)
                .contains(Refusal.TARGET_LOCKED);
        assertThat(leases.arm(scaling(ELSEWHERE).armed(scaling("till")))).isInstanceOf(Arming.Done.class);
        assertThat(service.bean(ClusterJournal.class).reached()).contains(Optional.empty());
        assertThat(service.bean(ClusterJournal.class).held(List.of(first.mark(), "faultline-x")))
                .containsExactly(first.mark());
        expire(first, 4);
        Lease taken = leftovers.takeOver("other", ELSEWHERE, 10).getFirst();
        assertThat(taken.id()).isEqualTo(first.id());
        assertThat(end(taken, new Ending.Stuck("it is away", "by hand",
                new Tries(1, Instant.now().minusSeconds(1), Instant.now().plusSeconds(60))))).isTrue();
        assertThat(leftovers.retry("me", HERE, Set.of(), 10)).extracting(Lease::id).containsExactly(first.id());
    }

    @Test
    void anAgentIsToldWhichMarksOfItsOwnInfrastructureAreHeldAndOfNoOther() throws Exception {
        Infrastructure own = agents(1);
        Set<String> marks = Stream.of(own, agents(2), null).map(where -> scaling(HERE, where).armed(scaling("cart")))
                .peek(leases::arm).map(Lease::mark).collect(Collectors.toSet());
        Lease mine = leases.inForce(null).stream().filter(each -> own.equals(each.infrastructure())).findFirst()
                .orElseThrow();
        assertThat(service.bean(ClusterJournal.class).held(marks)).as("several may stand for one cluster")
                .isEqualTo(marks);
        assertThat(told(own, marks)).containsExactly(mine.mark());
        end(mine, new Ending.Reverted(RevertReason.PLANNED));
        assertThat(told(own, marks)).isEmpty();
    }

    private static Infrastructure agents(int id) {
        return new Infrastructure("far-" + id, new InfrastructureId(new UUID(1, id)), InfrastructureKind.MANIFEST, null,
                null, null);
    }

    private static Set<String> told(Infrastructure of, Set<String> marks) throws Exception {
        String credential = service.bean(AgentCredentials.class).issue(new AgentIdentity(of.id(), "a"), Instant.now());
        HttpRequest call = HttpRequest.newBuilder(service.baseUrl().resolve(AgentCredentials.FAULT_HELD))
                .header("Authorization", "Bearer " + credential).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(new DeskCall.Marked(marks))))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Wire.mapper().readValue(http.send(call, HttpResponse.BodyHandlers.ofString()).body(),
                    DeskCall.Marked.class).marks();
        }
    }

    private static Lease scaling(Machine machine) {
        return scaling(machine, null);
    }

    private static Lease scaling(Machine machine, @Nullable Infrastructure where) {
        Step.Inject bare = Runs.inject(Fault.of("scale",
                new DeploymentScale(WorkloadTarget.deployment("shop", "cart"), 0), Duration.ofMinutes(1), List.of()));
        Step.Inject inject = new Step.Inject(bare.id(), bare.fault(), bare.blastRadius(), where);
        return leases.add(LeaseRules.intended(Runs.due(facts.newRun(), inject), inject, machine, "me")).orElseThrow();
    }

    private static Plan<ApiUndo.ScaleBack> scaling(String name) {
        return Plan.of(new Hit<>(new HitTarget("deployment", "shop/" + name, ""),
                new ApiUndo.ScaleBack(null, "deployment", "shop", name, "uid", "mark", 2, 0), ""));
    }

    @Test
    void whatNobodyHasBegunAndWhatDiesWithItsOwnerIsTakenOverFromAnyMachine() {
        Lease intent = intent(facts.newRun(), "a", BlastRadius.UNLIMITED);
        Lease toxic = intent(facts.newRun(), "a", BlastRadius.UNLIMITED).armed(Plan.of(new Hit<>(
                new HitTarget("proxy", "p", ""), new Undo.RemoveToxic("p", "t"), "")));
        leases.arm(toxic);
        expire(intent, 4);
        expire(toxic, 4);
        assertThat(leftovers.takeOver("me", ELSEWHERE, 10)).extracting(Lease::id)
                .containsExactlyInAnyOrder(intent.id(), toxic.id());
    }

    @Test
    void whatThisVersionCannotReadKeepsNothingElseWaitingAndIsSaidNotToBeMended() {
        Lease newer = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        Lease readable = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 2);
        String undos = jdbc.queryForObject("select undos::text from lease where id = ?", String.class, newer.id());
        jdbc.update("update lease set undos = '[{\"type\": \"of-a-newer-version\"}]'::jsonb where id = ?", newer.id());
        expire(newer, 4);
        expire(readable, 4);
        assertThat(leftovers.takeOver("me", HERE, 10)).extracting(Lease::id).containsExactly(readable.id());
        assertThat(leases.inForce(null)).extracting(Lease::id).containsExactly(readable.id());
        assertThat(leftovers.stuck()).isOne();
        assertThat(leftovers.retry("me", HERE, Set.of(), 10)).isEmpty();
        jdbc.update("update lease set undos = ?::jsonb, next_try = now() where id = ?", undos, newer.id());
        assertThat(leftovers.retry("newer", HERE, Set.of(), 10)).extracting(Lease::id).containsExactly(newer.id());
    }

    @Test
    void whatIsHandedOverIsTakenAtOnceAndSaysForHowLong() {
        Lease lease = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        assertThat(leftovers.takeOver("other", HERE, 10)).isEmpty();
        leases.handOver("me");
        Lease taken = leftovers.takeOver("other", HERE, 10).getFirst();
        assertThat(taken.id()).isEqualTo(lease.id());
        assertThat(taken.custody().handedOverFor()).as("Case 5").isLessThan(Duration.ofSeconds(5));
        expire(taken, 4);
        assertThat(leftovers.takeOver("third", HERE, 10).getFirst().custody().handedOverFor())
                .as("this one died").isNull();
    }

    @Test
    void whatDoesNotMendIsTriedWhenItsTimeComes() {
        Lease lease = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        Ending.Stuck stuck = (Ending.Stuck) LeaseRules.ended(lease, null, Optional.of("no"), Instant.now());
        end(lease, stuck);
        assertThat(leftovers.stuck()).as("Case 23").isOne();
        assertThat(leftovers.retry("me", HERE, Set.of(), 10)).as("not yet").isEmpty();
        jdbc.update("update lease set next_try = now()");
        Lease turn = leftovers.retry("me", HERE, Set.of(), 10).getFirst();
        assertThat(turn.tries()).isNotNull().extracting(Tries::made).isEqualTo(stuck.tries().made());
        assertThat(leftovers.retry("other", HERE, Set.of(), 10)).as("somebody is at it").isEmpty();
        jdbc.update("update lease set next_try = now()");
        assertThat(leftovers.retry("me", HERE, Set.of(lease.id()), 10)).as("we are at it, and it takes long").isEmpty();
        assertThat(leftovers.retry("other", HERE, Set.of(), 10)).as("they hear of it").isEmpty();
        leftovers.stillStuck(turn, new Tries(9, null, Instant.now()), "still no");
        Lease left = leases.find(lease.id()).orElseThrow();
        assertThat(left.trouble()).isEqualTo("still no");
        assertThat(left.tries()).isNotNull().extracting(Tries::next).isNull();
        assertThat(leftovers.retry("me", HERE, Set.of(lease.id()), 10)).isEmpty();
        assertThat(leases.find(lease.id()).orElseThrow().tries()).as("it was given up").isNotNull()
                .extracting(Tries::next).isNull();
    }

    @Test
    void forgetsOnlyWhatEndedLongAgo() {
        Lease old = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 1);
        Lease open = armed(facts.newRun(), "a", BlastRadius.UNLIMITED, 2);
        end(old, new Ending.Reverted(RevertReason.PLANNED));
        assertThat(leftovers.forget(Duration.ofDays(7), 100)).isZero();
        jdbc.update("update lease set ended_at = now() - interval '8 days' where id = ?", old.id());
        assertThat(leftovers.forget(Duration.ofDays(7), 100)).isOne();
        assertThat(leases.find(open.id())).isPresent();
    }

    @Test
    void armingCostsLittle() {
        long[] took = new long[300];
        for (int i = 0; i < took.length; i++) {
            Lease lease = intent(facts.newRun(), "a", BlastRadius.UNLIMITED).armed(plan(1000 + i));
            long began = System.nanoTime();
            assertThat(leases.arm(lease)).isInstanceOf(Arming.Done.class);
            took[i] = System.nanoTime() - began;
        }
        Arrays.sort(took, 100, took.length);
        System.out.println("Arming took %.2f ms (p50), %.2f ms (p95)".formatted(took[200] / 1e6, took[289] / 1e6));
    }

    private static Optional<Objection> refused(Lease lease) {
        return leases.arm(lease) instanceof Arming.Refused(Objection why) ? Optional.of(why) : Optional.empty();
    }

    private static boolean end(Lease lease, Ending ending) {
        return leases.end(List.of(new Leases.Ended(lease, ending, Instant.now()))).contains(lease.id());
    }

    private static LeaseState state(Lease lease) {
        return leases.find(lease.id()).orElseThrow().state();
    }

    private static void expire(Lease lease, int seconds) {
        jdbc.update("update lease set lease_until = now() - make_interval(secs => ?) where id = ?", seconds,
                lease.id());
    }

    private static Lease armed(RunId run, String name, BlastRadius radius, int... pids) {
        Lease armed = intent(run, name, radius).armed(plan(pids));
        assertThat(leases.arm(armed)).isInstanceOf(Arming.Done.class);
        return armed;
    }

    private static Lease intent(RunId run, String name, BlastRadius radius) {
        Step.Inject bare = Runs.inject(Faults.none(name, Duration.ofMinutes(1)));
        Step.Inject inject = new Step.Inject(bare.id(), bare.fault(), radius);
        return leases.add(LeaseRules.intended(Runs.due(run, inject), inject, HERE, "me")).orElseThrow();
    }

    private static Plan<Undo.LetGoOn> plan(int... pids) {
        return new Plan<>(pids.length * 2, Arrays.stream(pids).mapToObj(
                pid -> new Hit<>(target(pid), new Undo.LetGoOn(pid, 1), "")).toList());
    }

    private static HitTarget target(int pid) {
        return new HitTarget("process", "" + pid, "");
    }
}
