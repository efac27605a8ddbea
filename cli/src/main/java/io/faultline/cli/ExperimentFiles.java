package io.faultline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.formats.litmus.Filling;
import io.faultline.formats.litmus.Note;

/** Experiments as they lie on disk; - is standard input. */
final class ExperimentFiles {
    private ExperimentFiles() {}

    /** The experiment in a file, or everything that is wrong with it. */
    static Experiment read(Path file) {
        return of(open(file, Filling.NONE));
    }

    /** The experiment in a file, saying what of a manifest is done differently. */
    static Experiment read(Path file, Faultline faultline) {
        AnyFile opened = open(file, Filling.NONE);
        if (opened.read() instanceof Read.Valid) {
            tell(opened, file, faultline);
        }
        return of(opened);
    }

    private static void tell(AnyFile opened, Path file, Faultline faultline) {
        opened.notes().stream().filter(note -> note.kind() == Note.Kind.DIFFERENTLY)
                .forEach(note -> faultline.say(Line.clean(note.toString())));
        long left = opened.notes().stream().filter(note -> note.kind() == Note.Kind.IGNORED).count();
        if (left > 0) {
            faultline.say(Line.clean("%s: %d thing%s left out; faultline convert %s tells which".formatted(file, left,
                    left == 1 ? " is" : "s are", file)));
        }
    }

    private static Experiment of(AnyFile opened) {
        return switch (opened.read()) {
            case Read.Valid valid -> valid.experiment();
            case Read.Invalid invalid -> throw new InvalidFile(invalid.findings());
        };
    }

    /** Whatever is in a file: an experiment of our own, or a manifest of Harness and LitmusChaos. */
    static AnyFile open(Path file, Filling filling) {
        try {
            return file.toString().equals("-")
                    ? AnyFile.read(new String(System.in.readAllBytes(), StandardCharsets.UTF_8), "stdin", filling)
                    : AnyFile.read(Files.readString(file), file.toString(), filling);
        } catch (CharacterCodingException e) {
            return new AnyFile(new Read.Invalid(
                    List.of(new Finding(file.toString(), 1, 1, "", "this is no UTF-8 text", null))), List.of(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
