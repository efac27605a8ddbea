package io.faultline.experiment.graphql;

import java.time.Duration;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Subscriptions that look again and again, away from the threads that carry sockets. */
final class Watching {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private Watching() {}

    /** What each look finds, from the first one on, which comes at once; none begins before the last one is done. */
    static <T> Flux<T> looks(Supplier<? extends Iterable<T>> look) {
        return Flux.interval(Duration.ZERO, EVERY, Schedulers.boundedElastic()).onBackpressureDrop()
                .concatMapIterable(_ -> look.get(), 1);
    }
}
