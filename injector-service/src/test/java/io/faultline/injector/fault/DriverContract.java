package io.faultline.injector.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every driver has to keep; each has a twin that extends this and says how its effect is seen in the target. */
public abstract class DriverContract<U extends Undo> {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    protected abstract Driver<U> driver() throws Exception;

    protected abstract Mender mender();

    /** Looks at the target itself, never at what the driver believes. */
    protected abstract boolean isInForce() throws Exception;

    /** For faults whose effect stays, since nobody can take it away. */
    protected boolean canBeTakenAway() {
        return true;
    }

    @Test
    void planningHasNoEffect() throws Exception {
        assertThat(driver().plan("faultline-contract").hits()).isNotEmpty();
        assertThat(isInForce()).isFalse();
    }

    @Test
    void injectingHasAnEffectAndRevertingTakesItAway() throws Exception {
        Driver<U> driver = driver();
        U undo = undo(driver);
        driver.inject(undo, LONGEST);
        becomes(true);
        mender().revert(undo);
        becomes(!canBeTakenAway());
    }

    @Test
    void injectingTwiceAndRevertingTwiceIsHarmless() throws Exception {
        Driver<U> driver = driver();
        U undo = undo(driver);
        driver.inject(undo, LONGEST);
        driver.inject(undo, LONGEST);
        becomes(true);
        mender().revert(undo);
        mender().revert(undo);
        becomes(!canBeTakenAway());
    }

    @Test
    void revertingWhatWasNeverInjectedIsHarmless() throws Exception {
        U undo = undo(driver());
        mender().revert(undo);
        assertThat(isInForce()).isFalse();
    }

    @Test
    void whatAnInterruptedInjectionLeavesIsTakenAwayByItsUndo() throws Exception {
        Driver<U> driver = driver();
        U undo = undo(driver);
        AtomicBoolean over = new AtomicBoolean();
        Thread injecting = Thread.ofVirtual().start(() -> {
            try {
                driver.inject(undo, LONGEST);
            } catch (FaultRefused | InterruptedException e) {
                assertThat(e).isNotNull();
            } finally {
                over.set(true);
            }
        });
        injecting.interrupt();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(over);
        mender().revert(undo);
        if (canBeTakenAway()) {
            becomes(false);
        }
    }

    private U undo(Driver<U> driver) throws FaultRefused {
        return driver.plan("faultline-contract").hits().getFirst().undo();
    }

    private void becomes(boolean expected) {
        Awaitility.await("in force: " + expected).atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(10))
                .until(() -> isInForce() == expected);
    }
}
