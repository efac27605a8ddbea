package io.faultline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;

/** Experiments as they lie on disk; - is standard input. */
final class ExperimentFiles {
    private ExperimentFiles() {}

    /** The experiment in a file, or everything that is wrong with it. */
    static Experiment read(Path file) {
        return switch (look(file)) {
            case Read.Valid valid -> valid.experiment();
            case Read.Invalid invalid -> throw new InvalidFile(invalid.findings());
        };
    }

    static Read look(Path file) {
        try {
            return file.toString().equals("-")
                    ? ExperimentFile.read(new String(System.in.readAllBytes(), StandardCharsets.UTF_8), "stdin")
                    : ExperimentFile.read(Files.readString(file), file.toString());
        } catch (CharacterCodingException e) {
            return new Read.Invalid(List.of(new Finding(file.toString(), 1, 1, "", "this is no UTF-8 text", null)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
