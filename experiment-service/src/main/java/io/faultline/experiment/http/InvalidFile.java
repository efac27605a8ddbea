package io.faultline.experiment.http;

import java.util.List;

import io.faultline.formats.Finding;

/** A sent experiment is not valid: everything that is wrong, with its places in what was sent. */
final class InvalidFile extends RuntimeException {
    private final transient List<Finding> findings;

    InvalidFile(List<Finding> findings) {
        super("%d findings".formatted(findings.size()));
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }
}
