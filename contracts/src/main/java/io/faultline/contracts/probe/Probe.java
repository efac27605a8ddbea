package io.faultline.contracts.probe;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * A measurement and what is accepted: exactly one of <code>http, command, tcp, prometheus, k8s</code> says what is measured.
 */
public record Probe(
        @JsonProperty(required = true) @JsonPropertyDescription("Unique name within its fault.") String name,
        @JsonPropertyDescription("When it is evaluated: SOT, EOT, Edge (default), Continuous or OnChaos.") ProbeMode mode,
        @JsonPropertyDescription("Continuous and OnChaos: time from one evaluation to the next; 1s by default, at least 50ms.") Duration every,
        @JsonPropertyDescription("An attempt is ended, and has failed, when it takes longer; 5s by default.") Duration timeout,
        @JsonPropertyDescription("Attempts before an evaluation counts as failed; 1 by default.") Integer attempts,
        @JsonPropertyDescription("Wait between two attempts; 0s by default.") Duration interval,
        @JsonPropertyDescription("Wait before the first evaluation.") Duration initialDelay,
        @JsonPropertyDescription("Stop the run and revert its faults as soon as this probe fails.") Boolean stopOnFailure,
        @JsonPropertyDescription("Send an HTTP request.") @Nullable HttpProbe http,
        @JsonPropertyDescription("Run a command (argv, no shell).") @Nullable CommandProbe command,
        @JsonPropertyDescription("Open a TCP connection.") @Nullable TcpProbe tcp,
        @JsonPropertyDescription("Ask Prometheus.") @Nullable PrometheusProbe prometheus,
        @JsonPropertyDescription("Look at objects of a Kubernetes cluster.") @Nullable KubernetesProbe k8s) {
    public static final Duration SHORTEST_EVERY = Duration.ofMillis(50);

    public Probe {
        mode = mode == null ? ProbeMode.EDGE : mode;
        every = every == null ? Duration.ofSeconds(1) : every;
        timeout = timeout == null ? Duration.ofSeconds(5) : timeout;
        attempts = attempts == null ? 1 : attempts;
        interval = interval == null ? Duration.ZERO : interval;
        initialDelay = initialDelay == null ? Duration.ZERO : initialDelay;
        stopOnFailure = stopOnFailure != null && stopOnFailure;
    }

    /** Of anything but a cluster's objects. */
    public Probe(String name, ProbeMode mode, Duration every, Duration timeout, Integer attempts, Duration interval,
            Duration initialDelay, Boolean stopOnFailure, @Nullable HttpProbe http, @Nullable CommandProbe command,
            @Nullable TcpProbe tcp, @Nullable PrometheusProbe prometheus) {
        this(name, mode, every, timeout, attempts, interval, initialDelay, stopOnFailure, http, command, tcp,
                prometheus, null);
    }

    /** What is measured. */
    @JsonIgnore
    public ProbeSpec spec() {
        return Stream.<ProbeSpec>of(http, command, tcp, prometheus, k8s).filter(Objects::nonNull).findFirst()
                .orElseThrow();
    }

    /** The longest one evaluation can take: its delay, all attempts and the waits between them. */
    @JsonIgnore
    public Duration longestEvaluation() {
        return initialDelay.plus(timeout.multipliedBy(attempts)).plus(interval.multipliedBy(attempts - 1L));
    }

    public void check(Complaints complaints) {
        complaints.required(name, "name");
        long kinds = Stream.of(http, command, tcp, prometheus, k8s).filter(Objects::nonNull).count();
        complaints.unless(kinds == 1, "a probe needs exactly one of http, command, tcp, prometheus, k8s");
        complaints.at("timeout").unless(timeout.isPositive(), "must be longer than nothing");
        complaints.within(attempts, 1, 1000, "attempts");
        complaints.notNegative(interval, "interval");
        complaints.notNegative(initialDelay, "initialDelay");
        complaints.at("every").unless(every.compareTo(SHORTEST_EVERY) >= 0, "must be at least 50ms");
        if (kinds == 1) {
            spec().check(complaints);
        }
    }
}
