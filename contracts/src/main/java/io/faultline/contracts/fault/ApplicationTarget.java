package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Something that opens a door for faults over HTTP: at one address, or at a port of each of some pods. */
public record ApplicationTarget(
        @JsonPropertyDescription("Address of its door: http://127.0.0.1:8080/actuator/chaosmonkey, http://127.0.0.1:8474 (or give pods).") @Nullable String url,
        @JsonPropertyDescription("The pods it runs in (or give url).") @Nullable PodTarget pods,
        @JsonPropertyDescription("With pods: the port of its door.") @Nullable Integer port,
        @JsonPropertyDescription("With pods: its path; /actuator/chaosmonkey for Spring Boot, none for Toxiproxy by default.") @Nullable String path)
        implements
            Target {
    public static ApplicationTarget at(String url) {
        return new ApplicationTarget(url, null, null, null);
    }

    @Override
    public void check(Complaints complaints) {
        complaints.unless((url == null) != (pods == null), "an application target needs exactly one of url, pods");
        complaints.at("url").unless(url == null || url.startsWith("http://") || url.startsWith("https://"),
                "must be an absolute http or https address");
        if (pods != null) {
            pods.check(complaints.at("pods"));
            complaints.required(port, "port");
        }
        if (port != null) {
            complaints.within(port, 1, 65_535, "port");
        }
    }
}
