package io.faultline.experiment.graphql;

import io.faultline.experiment.infrastructure.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What manifests say that are made here.
 *
 * @param address where agents reach this house, if that is known; otherwise what the request came by
 */
public record AgentAddresses(@Nullable String address, Manifest.Images images) {}
