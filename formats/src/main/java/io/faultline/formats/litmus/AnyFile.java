package io.faultline.formats.litmus;

import java.util.List;

import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import org.jspecify.annotations.Nullable;

/**
 * An experiment in whichever form it comes: our own, or a manifest of Harness' and Litmus'.
 *
 * @param read the experiment, or everything that is wrong
 * @param notes what of a manifest is not taken over as it stands
 * @param manifest what a manifest says beside its experiment; null for our own form
 */
public record AnyFile(Read read, List<Note> notes, @Nullable Manifest manifest) {
    public AnyFile {
        notes = List.copyOf(notes);
    }

    public static AnyFile read(String text, String fileName) {
        return read(text, fileName, Filling.NONE);
    }

    public static AnyFile read(String text, String fileName, Filling filling) {
        if (!LitmusFile.isOne(text)) {
            return new AnyFile(ExperimentFile.read(text, fileName), List.of(), null);
        }
        return switch (LitmusFile.read(text, fileName, filling)) {
            case Import.Refused(List<Note> notes) -> new AnyFile(new Read.Invalid(refusals(notes)), notes, null);
            case Import.Converted(Manifest manifest, List<Note> notes) ->
                new AnyFile(whole(manifest, fileName), notes, manifest);
        };
    }

    private static List<Finding> refusals(List<Note> notes) {
        return notes.stream().filter(note -> note.kind() == Note.Kind.REFUSED).map(Note::finding).toList();
    }

    /** A file that leans on probes stored elsewhere is not whole. */
    private static Read whole(Manifest manifest, String fileName) {
        List<Finding> missing = manifest.probeReferences().stream().map(each -> new Finding(fileName, 1, 1, "",
                "fault '%s' refers to the stored probe '%s', which is not in this file; write it inline"
                        .formatted(each.fault(), each.probe()),
                null)).toList();
        return missing.isEmpty() ? new Read.Valid(manifest.experiment()) : new Read.Invalid(missing);
    }
}
