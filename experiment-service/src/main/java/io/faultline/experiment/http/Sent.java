package io.faultline.experiment.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import jakarta.servlet.http.HttpServletRequest;

/** What was sent: bytes, bounded before they are held. */
record Sent(byte[] bytes) {
    static final String YAML = "application/yaml";
    /** A run's facts repeat the experiment several times, and none of them may be larger than 1 MB. */
    private static final int MOST = 256 * 1024;

    static Sent of(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw tooLarge("A request");
            }
            return new Sent(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Aliases written out may come to much more than was sent. */
    private static Experiment bounded(Experiment experiment) {
        if (Wire.mapper().writeValueAsBytes(experiment).length > MOST) {
            throw tooLarge("An experiment, written out,");
        }
        return experiment;
    }

    private static Problem tooLarge(String what) {
        return new Problem(ProblemType.TOO_LARGE,
                what + " holds at most 256 KB; an experiment is usually a few kilobytes of text.");
    }

    /** An experiment in our own form, or in that of a manifest of Harness and LitmusChaos. */
    Experiment experiment() {
        return switch (AnyFile.read(new String(bytes, StandardCharsets.UTF_8), "experiment").read()) {
            case Read.Valid(Experiment experiment) -> bounded(experiment);
            case Read.Invalid(List<Finding> findings) -> throw new InvalidFile(findings);
        };
    }
}
