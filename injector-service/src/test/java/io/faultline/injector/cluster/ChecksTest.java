package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChecksTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private boolean check(String cluster) {
        times.merge(cluster, 1, Integer::sum);
        return switch (cluster) {
            case "broken" -> throw new IllegalStateException("an answer nobody understands");
            case "silent" -> hang();
            default -> false;
        };
    }

    private boolean hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private int times(String cluster) {
        return times.getOrDefault(cluster, 0);
    }

    @Test
    void oneThatFailsOrHangsKeepsNobodyFromBeingCheckedAgainAndAgain() {
        try (Checks<String> _ = new Checks<>(OFTEN, () -> List.of("broken", "silent", "well"), this::check)) {
            Awaitility.await().until(() -> times("broken") > 3 && times("well") > 3);
            assertThat(times("silent")).as("it is not begun anew before it has ended").isEqualTo(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void whatIsInDoubtIsLookedAtAgainSoon() {
        try (Checks<String> _ = new Checks<>(Duration.ofMillis(500), () -> List.of("in doubt"),
                each -> times.merge(each, 1, Integer::sum) == 1)) {
            Awaitility.await().until(() -> times("in doubt") > 1);
        }
    }
}
