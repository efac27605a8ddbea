package io.faultline.contracts.experiment;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** A value for <code>${name}</code>: written out, or taken from an environment variable of the service that uses it. */
public record ConfigurationValue(
        @JsonPropertyDescription("The value itself; writing the bare value is the same.") @Nullable String value,
        @JsonPropertyDescription("Environment variable to take it from; its name must start with FAULTLINE_CONFIG_.") @Nullable String env,
        @JsonPropertyDescription("Used when the environment variable is not set.") @Nullable String defaultValue) {
    public static final String ENV_PREFIX = "FAULTLINE_CONFIG_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ConfigurationValue literal(String value) {
        return new ConfigurationValue(value, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ConfigurationValue whole(long value) {
        return literal(Long.toString(value));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ConfigurationValue fraction(double value) {
        return literal(BigDecimal.valueOf(value).toPlainString());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ConfigurationValue flag(boolean value) {
        return literal(Boolean.toString(value));
    }

    void check(Complaints complaints) {
        complaints.unless((value == null) != (env == null), "needs exactly one of value, env");
        complaints.unless(env == null || env.startsWith(ENV_PREFIX),
                "only environment variables named %s... can be read; rename '%s'".formatted(ENV_PREFIX, env));
    }
}
