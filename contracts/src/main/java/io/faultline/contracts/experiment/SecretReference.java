package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Where a secret lies; its value is read by the service that needs it, at that moment, and goes nowhere else. */
public record SecretReference(
        @JsonProperty(required = true) @JsonPropertyDescription("Environment variable of the probe service; its name must start with FAULTLINE_SECRET_.") String env) {
    public static final String ENV_PREFIX = "FAULTLINE_SECRET_";

    void check(Complaints complaints) {
        complaints.required(env, "env");
        complaints.unless(env == null || env.startsWith(ENV_PREFIX),
                "only environment variables named %s... can be read; rename '%s'".formatted(ENV_PREFIX, env));
    }
}
