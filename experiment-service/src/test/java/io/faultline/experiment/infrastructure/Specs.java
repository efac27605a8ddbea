package io.faultline.experiment.infrastructure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Infrastructures for tests. */
public final class Specs {
    public static final Instant NOW = Instant.parse("2031-03-01T12:00:00Z");

    private Specs() {}

    public static InfrastructureSpec manifest(@Nullable String namespace, String... faults) {
        return spec(namespace == null
                ? Map.of("name", "prod", "server", "https://chaos.example", "faults", List.of(faults))
                : Map.of("name", "prod", "server", "https://chaos.example", "namespace", namespace, "faults",
                        List.of(faults)));
    }

    public static InfrastructureSpec spec(Map<String, ?> fields) {
        return Wire.mapper().convertValue(fields, InfrastructureSpec.class);
    }

    public static KeptInfrastructure kept(InfrastructureSpec spec, Agent... agents) {
        return new KeptInfrastructure(InfrastructureId.parse("0195f3a0-0000-7000-8000-000000000001"),
                new ProjectId("default"), 1, spec, agents.length == 0 ? null : NOW, NOW, NOW, List.of(agents));
    }
}
