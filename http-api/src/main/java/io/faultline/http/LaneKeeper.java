package io.faultline.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Keeps {@link Lanes}: what is too much is refused with 429, and soon, so that it costs next to nothing. */
final class LaneKeeper extends OncePerRequestFilter {
    private static final List<String> HEALTH = List.of("/livez", "/readyz", "/actuator/**");

    private final Lanes lanes;
    private final List<PathPattern> reserved;
    private final Semaphore room;
    private final Semaphore lane;
    private final ProblemWriter problems;
    private final Counter refused;

    LaneKeeper(Lanes lanes, ProblemWriter problems, Counter refused) {
        this.lanes = lanes;
        this.reserved = Stream.concat(HEALTH.stream(), lanes.reserved().stream())
                .map(PathPatternParser.defaultInstance::parse).toList();
        this.room = new Semaphore(lanes.atOnce() + lanes.waiting());
        this.lane = new Semaphore(lanes.atOnce(), true);
        this.problems = problems;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isReserved(request)) {
            chain.doFilter(request, response);
        } else if (room.tryAcquire()) {
            try {
                inLane(request, response, chain);
            } finally {
                room.release();
            }
        } else {
            refuse(response);
        }
    }

    private void inLane(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!entered()) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            lane.release();
        }
    }

    private boolean entered() {
        try {
            return lane.tryAcquire(lanes.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isReserved(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return reserved.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private void refuse(HttpServletResponse response) throws IOException {
        refused.increment();
        problems.write(response, ProblemType.OVERLOADED,
                "%d requests are served at once and others wait already; send it again after Retry-After. Aborts and halts still pass."
                        .formatted(lanes.atOnce()));
    }
}
