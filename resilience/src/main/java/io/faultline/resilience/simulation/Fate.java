package io.faultline.resilience.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * What chance does to a world: drawn from its seed, so that the same seed is the same fate. Some worlds are quiet, so
 * that what is found in them is not drowned.
 */
final class Fate {
    private final Random random;
    private final double crash;
    private final double slowness;
    private boolean calm;
    final boolean freezes;
    final boolean outages;
    final boolean clockSteps;
    final boolean rewinds;

    Fate(long seed) {
        random = new Random(seed);
        crash = new double[]{0, 0.005, 0.02, 0.06}[random.nextInt(4)];
        slowness = new double[]{0, 0.02, 0.1}[random.nextInt(3)];
        freezes = random.nextInt(3) == 0;
        outages = random.nextInt(3) == 0;
        clockSteps = random.nextInt(3) == 0;
        rewinds = random.nextInt(3) == 0;
    }

    /** Whether everybody is there and answers at once: then what is promised has to be kept to the second. */
    boolean isKind() {
        return crash == 0 && slowness == 0 && !freezes && !outages && !clockSteps;
    }

    /** From here on nothing new goes wrong: what is promised in the end has to come now. */
    void calm() {
        calm = true;
    }

    Random random() {
        return random;
    }

    boolean crashesNow() {
        return !calm && random.nextDouble() < crash;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** How long a record is on its way, or a thread waits for its turn: nearly nothing, and now and then seconds. */
    Duration delay() {
        return !calm && random.nextDouble() < slowness ? upTo(2_500) : upTo(30);
    }

    Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis + 1));
    }

    Duration between(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }
}
