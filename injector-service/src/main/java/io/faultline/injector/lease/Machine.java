package io.faultline.injector.lease;

/** The machine an injector acts on: who shares it can see, and mend, what the others did there. */
public record Machine(String id) {}
