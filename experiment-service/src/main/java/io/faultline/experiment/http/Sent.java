package io.faultline.experiment.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import jakarta.servlet.http.HttpServletRequest;

/** What was sent: bytes, bounded before they are held. */
record Sent(byte[] bytes) {
    static final String YAML = "application/yaml";
    private static final int MOST = 1_000_000;

    static Sent of(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new Problem(ProblemType.TOO_LARGE,
                        "A request holds at most 1 MB; an experiment is a few kilobytes of text.");
            }
            return new Sent(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Experiment experiment() {
        return switch (ExperimentFile.read(new String(bytes, StandardCharsets.UTF_8), "experiment")) {
            case Read.Valid(Experiment experiment) -> experiment;
            case Read.Invalid(List<Finding> findings) -> throw new InvalidFile(findings);
        };
    }
}
