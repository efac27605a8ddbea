package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.faultline.contracts.ids.FaultId;
import io.faultline.injector.lease.Lease;
import io.faultline.ledger.Account;
import io.faultline.ledger.Evidence;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Ledger;
import io.faultline.ledger.Limits;
import io.faultline.ledger.Violation;

/** One world by its seed: its people, services and fate; and what the ledger says of it. */
public final class Simulation {
    private static final Duration TROUBLED = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofMinutes(15);
    /** How soon is {@link Promptness}'s to judge in a world of trouble; that it comes to an end at all is the ledger's. */
    private static final Limits IN_TROUBLE = new Limits(END, Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final World world;
    private final Wire wire = new Wire();
    private final Targets targets;
    private final Journal journal;
    private final Promptness promptness;
    private final List<Service> services = new ArrayList<>();
    private final List<ReaderGroup> groups = new ArrayList<>();
    private final List<SimulatedInjector> injectors;
    private final SimulatedPeople people;

    /** What came of one world. */
    public record Trial(long seed, int runs, int facts, List<Violation> violations, List<String> story) {}

    private Simulation(long seed, Set<Defect> defects, boolean told) {
        world = new World(seed, defects, told);
        targets = new Targets(world);
        journal = new Journal(world);
        promptness = new Promptness(world, journal);
        Store shared = new Store();
        injectors = Stream.of("injector-a", "injector-b")
                .map(name -> new SimulatedInjector(world, wire, shared, journal, targets, promptness, name)).toList();
        people = new SimulatedPeople(world, wire, injectors);
        List<Service> others = List.of(new SimulatedScheduler(world, wire), new SimulatedProbes(world, wire),
                new SimulatedScoring(world, wire), people);
        services.addAll(injectors);
        services.addAll(others);
        groups.add(new ReaderGroup(world, wire, List.copyOf(injectors)));
        others.forEach(each -> groups.add(new ReaderGroup(world, wire, List.of(each))));
    }

    /** Plays one world. */
    public static Trial play(long seed, Set<Defect> defects, boolean told) {
        return new Simulation(seed, defects, told).play(seed);
    }

    /** Plays many, on all processors; those that are violated. */
    public static List<Trial> play(long from, int worlds, Set<Defect> defects) {
        return LongStream.range(from, from + worlds).parallel().mapToObj(seed -> play(seed, defects, false))
                .filter(trial -> !trial.violations().isEmpty()).toList();
    }

    private Trial play(long seed) {
        services.forEach(each -> world.later(each, Duration.ZERO, each::begins));
        AnyExperiment experiments = new AnyExperiment(world.fate.random());
        int runs = 1 + world.fate.random().nextInt(3);
        for (int i = 0; i < runs; i++) {
            people.ask("key " + i, experiments.next(), world.fate.oneIn(3));
        }
        trouble();
        promptness.begin(injectors);
        world.run(TROUBLED);
        world.fate.calm();
        for (Duration until = TROUBLED.plus(STEP); until.compareTo(END) < 0 && !isOver(); until = until.plus(STEP)) {
            world.run(until);
        }
        world.run(world.now().plus(STEP));
        return judge(seed, runs);
    }

    /** Nothing is open any more; what is said after that is said too much, and still waited for. */
    private boolean isOver() {
        return people.areAnswered() && journal.open().isEmpty();
    }

    /** Now and then a second brings something that no boundary brings. */
    private void trouble() {
        world.later(world.machine(), world.fate.between(200, 3_000), () -> {
            if (world.now().compareTo(TROUBLED) >= 0) {
                return;
            }
            happen();
            trouble();
        });
    }

    private void happen() {
        Fate fate = world.fate;
        Service somebody = services.get(fate.random().nextInt(services.size()));
        if (fate.freezes && fate.oneIn(4) && somebody.isAlive()) {
            somebody.freezeFor(fate.between(500, 10_000));
        }
        if (fate.freezes && fate.oneIn(6)) {
            SimulatedInjector leaving = injectors.get(fate.random().nextInt(2));
            if (leaving.isAlive()) {
                world.later(leaving, Duration.ZERO, leaving::leave);
            }
        }
        if (fate.outages && fate.oneIn(5)) {
            world.endDatabaseFor(fate.between(500, 6_000));
        }
        if (fate.outages && fate.oneIn(5)) {
            world.endBrokerFor(fate.between(500, 10_000));
        }
        if (fate.clockSteps && fate.oneIn(4)) {
            world.stepClock(Duration.ofMillis(fate.random().nextInt(4_000) - 2_000L));
        }
        if (fate.rewinds && fate.oneIn(5)) {
            groups.get(fate.random().nextInt(groups.size())).rewindAll();
        }
    }

    private Trial judge(long seed, int runs) {
        Evidence evidence = Evidence.ofTheEnd(world.fate.isKind() ? Limits.PROMISED : IN_TROUBLE)
                .judgedBy(SimulatedScoring::lastWord);
        wire.records().forEach(evidence::fact);
        people.into(evidence);
        targets.into(evidence);
        Account account = Ledger.check(evidence);
        List<Violation> found = new ArrayList<>(world.found);
        found.addAll(account.violations());
        for (Lease lease : journal.open()) {
            found.add(new Violation(Invariant.I3, lease.run(),
                    "lease of %s is never ended".formatted(new FaultId(lease.fault().name())), "the journal"));
        }
        return new Trial(seed, runs, account.facts(), found, world.story());
    }
}
