package io.faultline.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.faultline.contracts.wire.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Case 29: what is too much is refused, and a stop never waits behind it. */
class LaneKeeperTest {
    private final CountDownLatch held = new CountDownLatch(1);
    private final Semaphore served = new Semaphore(0);

    @Test
    void refusesWhatIsTooMuchAndServesStopsBesideIt() throws Exception {
        LaneKeeper keeper = keeper(2, 0, Duration.ofSeconds(20));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> held(keeper));
            Future<Integer> second = threads.submit(() -> held(keeper));
            served.acquire(2);

            MockHttpServletResponse refused = ask(keeper, "/api/v1/runs");
            assertThat(refused.getStatus()).isEqualTo(429);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
            assertThat(refused.getContentType()).startsWith("application/problem+json");
            assertThat(refused.getContentAsString()).contains("/overloaded", "2 requests are served at once");
            for (String reserved : List.of("/api/v1/halt", "/api/v1/runs/01933f1a/abort", "/livez", "/readyz",
                    "/actuator/health", "/actuator/prometheus")) {
                assertThat(ask(keeper, reserved).getStatus()).as(reserved).isEqualTo(200);
            }
            assertThat(ask(keeper, "/api/v1/runs/01933f1a").getStatus()).isEqualTo(429);
            held.countDown();
            assertThat(List.of(first.get(), second.get())).containsOnly(200);
        }
        assertThat(ask(keeper, "/api/v1/runs").getStatus()).isEqualTo(200);
    }

    @Test
    void thoseThatWaitAreServedWhenTheLaneIsFree() throws Exception {
        LaneKeeper keeper = keeper(1, 1, Duration.ofSeconds(20));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> held(keeper));
            served.acquire();
            Future<Integer> waiting = threads.submit(() -> held(keeper));
            held.countDown();
            assertThat(List.of(first.get(), waiting.get())).containsOnly(200);
        }
    }

    @Test
    void thoseThatWaitTooLongAreRefused() throws Exception {
        LaneKeeper keeper = keeper(1, 1, Duration.ZERO);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> held(keeper));
            served.acquire();
            assertThat(ask(keeper, "/api/v1/runs").getStatus()).isEqualTo(429);
            held.countDown();
            assertThat(first.get()).isEqualTo(200);
        }
    }

    private static LaneKeeper keeper(int atOnce, int waiting, Duration patience) {
        return new LaneKeeper(new Lanes(atOnce, waiting, patience, List.of("/api/v1/halt", "/api/v1/runs/*/abort")),
                new ProblemWriter(Wire.mapper()), new SimpleMeterRegistry().counter("refused"));
    }

    private int held(LaneKeeper keeper) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        keeper.doFilter(new MockHttpServletRequest("POST", "/api/v1/runs"), response, (_, _) -> {
            served.release();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return response.getStatus();
    }

    private static MockHttpServletResponse ask(LaneKeeper keeper, String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        keeper.doFilter(new MockHttpServletRequest("POST", path), response, (_, _) -> {});
        return response;
    }
}
