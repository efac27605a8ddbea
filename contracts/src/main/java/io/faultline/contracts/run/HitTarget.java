package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A target a selector was resolved to, as a person would name it. */
public record HitTarget(@JsonPropertyDescription("What it is: process, proxy, host, file.") String kind,
        @JsonPropertyDescription("Its name: 4711, payments, a path.") String name,
        @JsonPropertyDescription("What helps to recognise it: a command line, an upstream.") String detail) {}
