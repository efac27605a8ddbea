package io.faultline.experiment.request;

import org.jspecify.annotations.Nullable;

/** What was answered to a request. */
public record Answer(int status, @Nullable String location, @Nullable String etag, String body) {}
