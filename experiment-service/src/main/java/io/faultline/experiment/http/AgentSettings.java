package io.faultline.experiment.http;

import io.faultline.experiment.infrastructure.Manifest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What manifests say beyond what an infrastructure says itself: <code>faultline.agents.*</code>.
 *
 * @param address where agents reach this house, unless their infrastructure says otherwise
 * @param image of agents
 * @param helperImage of the pods that make faults next to their targets
 */
@ConfigurationProperties("faultline.agents")
record AgentSettings(@Nullable String address, String image, String helperImage) {
    AgentSettings {
        address = address == null || address.isBlank() ? null : address;
    }

    Manifest.Images images() {
        return new Manifest.Images(image, helperImage);
    }
}
