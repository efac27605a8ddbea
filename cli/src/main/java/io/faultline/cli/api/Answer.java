package io.faultline.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a Faultline answered; the etag names the revision an update has to start from. */
public record Answer(int status, JsonNode body, @Nullable String etag) {}
