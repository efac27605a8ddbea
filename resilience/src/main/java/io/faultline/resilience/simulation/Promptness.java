package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.ids.RunId;
import io.faultline.injector.lease.Lease;
import io.faultline.ledger.Invariant;
import io.faultline.ledger.Limits;
import io.faultline.ledger.Violation;

/**
 * Whether each fault is answered for as soon as it has to be, once its time is over, its run stopped or its owner dead.
 * The ledger cannot tell in a world of trouble: it reckons by clocks, which are stepped there, and does not know who was
 * there to mend. Here both are known, and what is promised is counted, in time as it passes, from the last moment
 * somebody could have been kept from it: five seconds of peace are enough. That the target itself is well does not wait
 * for peace: see {@link Targets}.
 */
final class Promptness {
    private static final Duration PROMISED = Limits.PROMISED.revert();
    private static final Duration LOOK = Duration.ofMillis(250);

    private final World world;
    private final Journal journal;
    private final Map<String, Duration> over = new HashMap<>();
    private final Map<String, Duration> lost = new HashMap<>();
    private List<SimulatedInjector> injectors = List.of();

    Promptness(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
    }

    void begin(List<SimulatedInjector> all) {
        injectors = all;
        look();
    }

    /** Its planned end, which may move when it is handed over: it is kept by clocks. */
    void endsIn(Lease lease, Duration left) {
        over.put(Journal.key(lease), world.now().plus(left));
    }

    void isOver(Lease lease) {
        over.merge(Journal.key(lease), world.now(), (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    void isOver(RunId run) {
        journal.open().stream().filter(lease -> lease.run().equals(run)).forEach(this::isOver);
    }

    /** Whoever holds these was killed or frozen just now: for what it holds the time begins anew. */
    void isLost(String injector) {
        journal.open().stream().filter(lease -> lease.custody().owner().startsWith(injector))
                .forEach(lease -> lost.put(Journal.key(lease), world.now()));
    }

    private void look() {
        journal.open().forEach(lease -> {
            Duration since = over.get(Journal.key(lease));
            if (since != null && since.compareTo(world.now()) <= 0 && isLate(lease, since)) {
                over.remove(Journal.key(lease));
                world.found.add(new Violation(Invariant.I3, lease.run(),
                        "fault %s is over since %s, and nobody kept it from being answered for".formatted(
                                lease.fault().name(), since),
                        "the journal, at " + world.now()));
            }
        });
        world.later(world.machine(), LOOK, this::look);
    }

    private boolean isLate(Lease lease, Duration since) {
        Optional<Duration> somebody = injectors.stream().flatMap(each -> each.ableSince().stream())
                .min(Duration::compareTo);
        if (somebody.isEmpty() || !world.isDatabaseUp()) {
            return false;
        }
        Duration peace = Stream.of(since, somebody.get(), world.peaceSince(),
                lost.getOrDefault(Journal.key(lease), Duration.ZERO)).max(Duration::compareTo).orElseThrow();
        return world.now().minus(peace).compareTo(PROMISED) > 0;
    }
}
