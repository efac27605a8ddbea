package io.faultline.http;

import io.faultline.contracts.ids.InfrastructureId;

/**
 * Who an agent is.
 *
 * @param instance its name among those of its infrastructure
 */
public record AgentIdentity(InfrastructureId infrastructure, String instance) {}
