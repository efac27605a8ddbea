package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;

/**
 * Whether targets that are checked are well again, looked at until they are.
 *
 * @param waiting until that time; whether who waits was told to end meanwhile
 */
record Recovery(InstantSource clock, Predicate<Instant> waiting) {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Who is not by then, or when told to end. A look that failed says nothing of them, and is taken again. */
    List<String> ailing(Driver<?> driver, Instant latest) {
        List<String> ailing = look(driver);
        while (!ailing.isEmpty() && clock.instant().isBefore(latest) && !waiting.test(clock.instant().plus(LOOK))) {
            ailing = look(driver);
        }
        return ailing;
    }

    private static List<String> look(Driver<?> driver) {
        try {
            return driver.ailing();
        } catch (FaultRefused e) {
            return List.of("they could not be looked at: " + e.reason());
        }
    }
}
