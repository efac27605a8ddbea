package io.faultline.cli;

import java.util.List;

import io.faultline.formats.Finding;

/** A file that is no valid experiment. */
final class InvalidFile extends RuntimeException {
    private final transient List<Finding> findings;

    InvalidFile(List<Finding> findings) {
        super(findings.isEmpty() ? "invalid" : findings.getFirst().toString());
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }
}
