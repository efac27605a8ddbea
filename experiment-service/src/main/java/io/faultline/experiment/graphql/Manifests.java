package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Probe;
import io.faultline.experiment.measure.StoredProbe;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.formats.litmus.Filling;
import io.faultline.formats.litmus.Import;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;
import io.faultline.formats.litmus.Note;
import io.faultline.formats.litmus.ProbeReference;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the manifests of clients mean here; what cannot be honoured is a no that names every place. */
@Component
record Manifests(ProjectId house, Shelf<StoredProbe> probes) {
    private static final String KINDS = "not a valid object, only workflows/cron workflows/chaos engines supported";

    /** @param weights by the names of faults; those in the manifest otherwise */
    Manifest read(String text, Map<String, Integer> weights) {
        return switch (LitmusFile.read(text, "manifest", new Filling(Map.of(), Map.of(), weights))) {
            case Import.Converted(Manifest manifest, List<Note> _) -> manifest;
            case Import.Refused(List<Note> notes) -> throw refusal(text, notes);
        };
    }

    private static Problem refusal(String text, List<Note> notes) {
        List<Complaint> places = notes.stream().filter(note -> note.kind() == Note.Kind.REFUSED)
                .map(note -> new Complaint(note.finding().pointer(), note.finding().advice())).toList();
        String first = places.isEmpty() ? "it cannot be read" : places.getFirst().toString();
        return new Problem(ProblemType.INVALID_EXPERIMENT,
                text.contains("Workflow") || text.contains("Chaos") ? "the manifest is refused: " + first : KINDS,
                places);
    }

    /** The experiment with its stored probes as they are now, under this name and aimed at this infrastructure. */
    Experiment meant(Manifest manifest, Metadata metadata, @Nullable String infrastructure) {
        manifest.probeReferences().stream().map(ProbeReference::probe).filter(name -> stored(name).isEmpty())
                .findFirst().ifPresent(name -> {
                    throw new Problem(ProblemType.INVALID_EXPERIMENT,
                            "the manifest refers to probe %s, and there is none of that name; addProbe makes it"
                                    .formatted(name));
                });
        ExperimentSpec spec = manifest.with(name -> probe(name).orElseThrow()).spec();
        return Experiment.of(metadata, infrastructure == null ? spec : spec.in(Infrastructure.named(infrastructure)));
    }

    private Optional<Kept<StoredProbe>> stored(String name) {
        return probes.find(house, name);
    }

    private Optional<Probe> probe(String name) {
        return stored(name).map(kept -> ProbeTexts.read(kept.name(), kept.content()));
    }

    static List<String> references(Manifest manifest) {
        return manifest.probeReferences().stream().map(ProbeReference::probe).distinct().sorted().toList();
    }
}
