package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> FAILS = List.of("a look that fails");
    private static final List<String> WELL = List.of();

    /** What is seen, look by look; the last of it for ever. */
    private final Queue<List<String>> seen = new ArrayDeque<>();
    private Instant now = NOON;
    private Instant told = Instant.MAX;
    private final Recovery recovery = new Recovery(() -> now, until -> {
        now = until;
        return !until.isBefore(told);
    });
    private final Driver<Undo> driver = new Driver<>() {
        @Override
        public Plan<Undo> plan(String mark) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void inject(Undo undo, Duration longest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> ailing() throws FaultRefused {
            List<String> next = seen.size() > 1 ? seen.remove() : seen.element();
            if (next.equals(FAILS)) {
                throw new FaultRefused("the cluster is asked too much (429)");
            }
            return next;
        }
    };

    private List<String> ailing() {
        return recovery.ailing(driver, NOON.plusSeconds(180));
    }

    @Test
    void isOverAsSoonAsAllAreWell() {
        seen.addAll(List.of(List.of("cart-0"), List.of("cart-0"), WELL));
        assertThat(ailing()).isEmpty();
        assertThat(now).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void aLookThatFailsIsTakenAgain() {
        seen.addAll(List.of(FAILS, List.of("cart-0"), FAILS, WELL));
        assertThat(ailing()).isEmpty();
        assertThat(now).isEqualTo(NOON.plusMillis(1500));
    }

    @Test
    void whoCouldNotBeLookedAtToTheEndHasNotRecoveredAndItIsSaidWhy() {
        seen.addAll(List.of(List.of("cart-0"), FAILS));
        assertThat(ailing()).singleElement().asString().contains("could not be looked at").contains("429");
        assertThat(now).isEqualTo(NOON.plusSeconds(180));
    }

    @Test
    void nobodyIsWaitedForWhenItIsToEnd() {
        seen.add(List.of("cart-0"));
        told = NOON.plusSeconds(3);
        assertThat(ailing()).containsExactly("cart-0");
        assertThat(now).isEqualTo(told);
    }
}
