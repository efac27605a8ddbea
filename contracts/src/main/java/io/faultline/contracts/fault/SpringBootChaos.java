package io.faultline.contracts.fault;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Has Chaos Monkey for Spring Boot assault an application that includes it, through its actuator; the assaults it had before are put back. */
public record SpringBootChaos(
        @JsonProperty(required = true) @JsonPropertyDescription("The application.") ApplicationTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("latency, exceptions, kill-application, memory, cpu.") List<SpringBootAssault> assaults,
        @JsonPropertyDescription("What is watched: controller, restController, service, repository, component; restController by default.") List<String> watchers,
        @JsonPropertyDescription("Only these classes or methods; all by default.") List<String> watchedServices,
        @JsonPropertyDescription("Every how many-th request is hit; 1 by default.") Integer level,
        @JsonPropertyDescription("Latency: the delay; 2s by default.") Duration latency,
        @JsonPropertyDescription("Exceptions: the class thrown; java.lang.RuntimeException by default.") String exception,
        @JsonPropertyDescription("Exceptions: its message.") String exceptionMessage,
        @JsonPropertyDescription("Memory: filled up to this share; 70 by default.") Integer memoryPercent,
        @JsonPropertyDescription("Cpu: load; 90 by default.") Integer cpuPercent)
        implements
            ApplicationFault {
    public SpringBootChaos {
        assaults = assaults == null ? List.of() : List.copyOf(assaults);
        watchers = watchers == null || watchers.isEmpty() ? List.of("restController") : List.copyOf(watchers);
        watchedServices = watchedServices == null ? List.of() : List.copyOf(watchedServices);
        level = level == null ? 1 : level;
        latency = latency == null ? Duration.ofSeconds(2) : latency;
        exception = exception == null ? "java.lang.RuntimeException" : exception;
        exceptionMessage = exceptionMessage == null ? "thrown by Faultline" : exceptionMessage;
        memoryPercent = memoryPercent == null ? 70 : memoryPercent;
        cpuPercent = cpuPercent == null ? 90 : cpuPercent;
    }

    @Override
    public void check(Complaints complaints) {
        ApplicationFault.super.check(complaints);
        complaints.at("assaults").unless(!assaults.isEmpty(),
                "must name at least one of latency, exceptions, kill-application, memory, cpu");
        complaints.within(level, 1, 10_000, "level");
        complaints.notNegative(latency, "latency");
        complaints.within(memoryPercent, 1, 95, "memoryPercent");
        complaints.within(cpuPercent, 1, 100, "cpuPercent");
    }

    @Override
    public ApplicationTarget aim() {
        return target;
    }

    /** Only if it only kills: with anything else, whoever is hit again would have what no journal knows of. */
    @Override
    public boolean strikes() {
        return assaults.equals(List.of(SpringBootAssault.KILL_APPLICATION));
    }
}
