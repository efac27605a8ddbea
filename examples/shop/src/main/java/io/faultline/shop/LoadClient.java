package io.faultline.shop;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Customers: so many checkouts a second, for so long; prints what they saw, second by second. */
public final class LoadClient {
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_PER_SECOND = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final URI url;
    private final Client client = new Client();
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    private final Tally tally = new Tally();

    private LoadClient(URI url) {
        this.url = url;
    }

    public static void main(String... args) throws InterruptedException {
        Arguments arguments = Arguments.of(args);
        if (arguments.endsWithItsParent()) {
            Thread.ofPlatform().daemon().name("parent").start(() -> Endpoint.endWith(System.in));
        }
        int rate = Math.clamp(arguments.number("--rate", 10), 1, MOST_PER_SECOND);
        int seconds = Math.clamp(arguments.number("--seconds", 60), 1, 3600);
        String url = arguments.text("--url", "http://127.0.0.1:%d/checkout".formatted(ShopPorts.DEFAULT.shop()));
        new LoadClient(URI.create(url)).run(rate, seconds);
    }

    private void run(int rate, int seconds) throws InterruptedException {
        try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(2)) {
            clock.scheduleAtFixedRate(this::send, 0, 1_000_000_000L / rate, TimeUnit.NANOSECONDS);
            clock.scheduleAtFixedRate(() -> System.out.println(tally.nextSecond()), 1, 1, TimeUnit.SECONDS);
            clock.awaitTermination(seconds, TimeUnit.SECONDS);
            clock.shutdownNow();
        }
    }

    /** Beyond the most at once a customer goes away unserved, rather than piling up here. */
    private void send() {
        if (!atOnce.tryAcquire()) {
            tally.failed();
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                long begin = System.nanoTime();
                Answer answer = client.call(url, PATIENCE);
                if (answer.isOk()) {
                    tally.ok(Duration.ofNanos(System.nanoTime() - begin));
                } else {
                    tally.failed();
                }
            } finally {
                atOnce.release();
            }
        });
    }
}
