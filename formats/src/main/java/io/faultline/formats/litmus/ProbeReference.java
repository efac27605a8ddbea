package io.faultline.formats.litmus;

import io.faultline.contracts.probe.ProbeMode;

/** A fault's probe that is stored on the server under this name; whoever stores probes puts it in. */
public record ProbeReference(String fault, String probe, ProbeMode mode) {}
