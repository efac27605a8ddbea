package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.ledger.Stated;

/**
 * The instances of a service, which share out the runs among them. How far they have read is written down now and then:
 * who takes over reads from there, and so some of it again.
 */
final class ReaderGroup {
    private final World world;
    private final Wire wire;
    private final List<Service> members;
    private final Map<RunId, Integer> position = new HashMap<>();
    private final Map<RunId, Integer> written = new HashMap<>();
    private final Map<RunId, Integer> turn = new HashMap<>();
    private final Map<RunId, Service> reader = new HashMap<>();
    private final Set<RunId> busy = new HashSet<>();

    ReaderGroup(World world, Wire wire, List<Service> members) {
        this.world = world;
        this.wire = wire;
        this.members = members;
        wire.read(this);
        members.forEach(each -> each.readWith(this));
    }

    void wake(RunId run) {
        if (busy.add(run)) {
            Service chosen = reader.computeIfAbsent(run, this::choose);
            int current = turn.getOrDefault(run, 0);
            world.later(chosen, world.fate.delay(), () -> read(run, chosen, current));
        }
    }

    private Service choose(RunId run) {
        List<Service> alive = members.stream().filter(Service::isAlive).toList();
        List<Service> able = alive.isEmpty() ? members : alive;
        return able.get(world.fate.random().nextInt(able.size()));
    }

    private void read(RunId run, Service by, int current) {
        if (current != turn.getOrDefault(run, 0)) {
            return;
        }
        int next = position.getOrDefault(run, 0);
        List<Stated> records = wire.of(run);
        if (next >= records.size()) {
            busy.remove(run);
            return;
        }
        Duration pause = world.fate.delay();
        if (world.isBrokerUp() && by.hear(records.get(next))) {
            position.put(run, next + 1);
            if (world.fate.oneIn(3)) {
                written.put(run, next + 1);
            }
        } else {
            pause = Duration.ofMillis(500);
        }
        world.later(by, pause, () -> read(run, by, current));
    }

    /** A member is gone, or there again: its runs are read on from what was written down. */
    void rebalance(Service member) {
        reader.entrySet().removeIf(each -> each.getValue() == member);
        for (RunId run : List.copyOf(position.keySet())) {
            if (!reader.containsKey(run)) {
                rewind(run, written.getOrDefault(run, 0));
            }
        }
        for (RunId run : List.copyOf(busy)) {
            if (!reader.containsKey(run)) {
                rewind(run, written.getOrDefault(run, 0));
            }
        }
    }

    /** Everything comes again. */
    void rewindAll() {
        for (RunId run : List.copyOf(position.keySet())) {
            rewind(run, 0);
        }
    }

    private void rewind(RunId run, int to) {
        position.put(run, Math.min(to, position.getOrDefault(run, 0)));
        turn.merge(run, 1, Integer::sum);
        busy.remove(run);
        wake(run);
    }
}
