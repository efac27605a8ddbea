package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.Optional;

/** A process that can die in the middle of anything, stand still, and come back. */
abstract class SimulatedProcess {
    final World world;
    final String name;
    private int life;
    private boolean alive = true;
    private Duration frozenUntil = Duration.ZERO;
    private Duration backAt = Duration.ZERO;

    SimulatedProcess(World world, String name) {
        this.world = world;
        this.name = name;
    }

    int life() {
        return life;
    }

    boolean isAlive() {
        return alive;
    }

    Duration frozenUntil() {
        return frozenUntil;
    }

    void freezeFor(Duration time) {
        frozenUntil = world.now().plus(time);
        world.tell(name + " is frozen for " + time);
        lost();
    }

    /** Since when it has been there and running, if it is. */
    Optional<Duration> ableSince() {
        boolean able = alive && frozenUntil.compareTo(world.now()) <= 0;
        return able ? Optional.of(frozenUntil.compareTo(backAt) > 0 ? frozenUntil : backAt) : Optional.empty();
    }

    /** Something is committed, sent or done here: before it, or after it, the process may die. */
    void boundary() {
        if (world.fate.crashesNow()) {
            throw new World.Died();
        }
    }

    /** Its threads are gone, and what they knew; what is in the database stays. */
    void died() {
        life++;
        alive = false;
        frozenUntil = Duration.ZERO;
        world.tell(name + " dies");
        lost();
        buried();
        world.later(world.machine(), world.fate.between(300, 4_000), () -> {
            alive = true;
            backAt = world.now();
            world.tell(name + " is back");
            world.later(this, Duration.ZERO, this::begins);
        });
    }

    /** From now on it does nothing, for a while or for ever. */
    void lost() {}

    /** What its death brings about by itself. */
    void buried() {}

    /** It has just started. */
    abstract void begins();

    /** Tries something that needs the database until the database is there. */
    void persistently(Runnable what) {
        try {
            what.run();
        } catch (DatabaseAway _) {
            world.later(this, Duration.ofMillis(500), () -> persistently(what));
        }
    }

    void needsDatabase() {
        if (!world.isDatabaseUp()) {
            throw new DatabaseAway();
        }
    }

    /** Nothing can be committed just now. */
    static final class DatabaseAway extends RuntimeException {
        DatabaseAway() {
            super(null, null, false, false);
        }
    }
}
