package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.ledger.Stated;
import org.jspecify.annotations.Nullable;

/** A service as run-log makes it: it reads each fact once in a transaction, and says what it says in one. */
abstract class Service extends SimulatedProcess {
    static final ProjectId PROJECT = new ProjectId("default");

    final Store store;
    final Wire wire;
    private final String source;
    private boolean relaying;
    private @Nullable ReaderGroup readers;

    Service(World world, Wire wire, Store store, String service, String name) {
        super(world, name);
        this.store = store;
        this.wire = wire;
        this.source = "/faultline/" + service;
    }

    /** What it does on a fact, within the transaction that remembers it: decides, then calls {@link #commit}. */
    abstract void on(Stated stated, Runnable read);

    /** Whether it was dealt with; else it comes again. */
    final boolean hear(Stated stated) {
        if (store.inbox.contains(stated.id()) && !forgets()) {
            return true;
        }
        try {
            on(stated, () -> store.inbox.add(stated.id()));
            return true;
        } catch (DatabaseAway _) {
            return false;
        }
    }

    /** Whether it takes what it has read for new. */
    boolean forgets() {
        return world.has(Defect.FORGET_THE_INBOX);
    }

    /** All of it or nothing: whoever dies in between has done the one or the other. */
    final void commit(List<? extends RunFact> facts, Runnable changes) {
        List<Stated> said = facts.stream().map(this::stated).toList();
        if (world.has(Defect.SEND_BEFORE_COMMIT)) {
            said.forEach(wire::append);
        }
        boundary();
        needsDatabase();
        changes.run();
        said.forEach(each -> world.tell("%s says %s of %s".formatted(name, each.fact().getClass().getSimpleName(),
                each.run())));
        if (!world.has(Defect.SEND_BEFORE_COMMIT)) {
            store.outbox.addAll(said);
        }
        boundary();
        wakeRelay();
    }

    private Stated stated(RunFact fact) {
        RunId run = fact.run();
        return new Stated(new EventId(world.id()), run.toString(), Math.floorMod(run.hashCode(), 4), 0, world.clock(),
                source, PROJECT, fact);
    }

    final void wakeRelay() {
        if (!relaying && !store.outbox.isEmpty()) {
            relaying = true;
            world.later(this, world.fate.upTo(3), this::relay);
        }
    }

    /** One after the other; forgotten only when Kafka has it. */
    private void relay() {
        if (store.outbox.isEmpty()) {
            relaying = false;
            return;
        }
        if (!world.isBrokerUp() || !world.isDatabaseUp()) {
            world.later(this, Duration.ofMillis(500), this::relay);
            return;
        }
        boolean disorderly = world.has(Defect.SEND_OUT_OF_ORDER);
        Stated next = store.outbox.get(disorderly ? world.fate.random().nextInt(store.outbox.size()) : 0);
        if (world.has(Defect.FORGET_BEFORE_ACKNOWLEDGED)) {
            store.outbox.remove(next);
        }
        boundary();
        wire.append(next);
        boundary();
        store.outbox.remove(next);
        world.later(this, world.fate.upTo(2), this::relay);
    }

    /** Whoever shares its reading out hears of its death by its silence. */
    void readWith(ReaderGroup group) {
        readers = group;
    }

    @Override
    void buried() {
        relaying = false;
        ReaderGroup group = readers;
        if (group != null) {
            world.later(world.machine(), world.fate.between(500, 6_000), () -> group.rebalance(this));
        }
    }

    @Override
    void begins() {
        wakeRelay();
    }
}
