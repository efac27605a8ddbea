package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.gitops.Flaw;
import io.faultline.experiment.gitops.Keeper;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.Import;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;
import io.faultline.formats.litmus.Note;
import io.faultline.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the files of a repository as if a client had sent them: manifests with all that belongs to them, and our own form. */
@Component
record GitOpsKeeper(ExperimentDesk desk, TransactionTemplate transaction) implements Keeper {
    private static final String INFRASTRUCTURE = "infra_id";

    @Override
    public Kept keep(String name, String path, String text, @Nullable ExperimentId current) {
        try {
            return LitmusFile.isOne(text) ? manifest(name, path, text, current) : own(name, path, text, current);
        } catch (Problem problem) {
            List<Flaw> places = problem.errors().stream()
                    .map(each -> new Flaw(1, 1, each.pointer(), each.message())).toList();
            return new Kept.Refused(places.isEmpty()
                    ? List.of(Flaw.whole(String.valueOf(problem.getMessage())))
                    : places);
        } catch (InvalidExperiment invalid) {
            return new Kept.Refused(invalid.complaints().stream()
                    .map(each -> new Flaw(1, 1, each.pointer(), each.message())).toList());
        }
    }

    private Kept manifest(String name, String path, String text, @Nullable ExperimentId current) {
        return switch (LitmusFile.read(text, path)) {
            case Import.Refused(List<Note> notes) -> new Kept.Refused(notes.stream()
                    .filter(note -> note.kind() == Note.Kind.REFUSED).map(note -> flaw(note.finding())).toList());
            case Import.Converted(Manifest manifest, List<Note> _) -> {
                Experiment experiment = manifest.experiment();
                if (!experiment.name().equals(name)) {
                    yield misnamed(name, experiment.name());
                }
                ExperimentDesk.Wish wish = new ExperimentDesk.Wish(current == null ? null : id(current), name,
                        Objects.requireNonNullElse(experiment.metadata().description(), ""),
                        experiment.metadata().tags(), text, Map.of(), "",
                        manifest.labels().getOrDefault(INFRASTRUCTURE, ""), true);
                yield done(current == null ? desk.create(wish) : desk.update(wish));
            }
        };
    }

    private Kept own(String name, String path, String text, @Nullable ExperimentId current) {
        return switch (ExperimentFile.read(text, path)) {
            case Read.Invalid(List<Finding> findings) ->
                new Kept.Refused(findings.stream().map(GitOpsKeeper::flaw).toList());
            case Read.Valid(Experiment experiment) when !experiment.name().equals(name) ->
                misnamed(name, experiment.name());
            case Read.Valid(Experiment experiment) -> Objects.requireNonNull(
                    transaction.execute(_ -> own(experiment, current)));
        };
    }

    /** What was a manifest before goes with its schedule: our own form has none. */
    private Kept own(Experiment experiment, @Nullable ExperimentId current) {
        ExperimentDesk.Known known = current == null ? null : desk.required(id(current));
        if (known != null && known.workflow() != null) {
            desk.forget(known);
            known = null;
        }
        KeptExperiment kept = ExperimentDesk.keptOrRefused(known == null
                ? desk.catalogue().create(experiment)
                : desk.catalogue().update(known.experiment().id(), null, experiment));
        return new Kept.Done(kept.id(), kept.revision());
    }

    private static Kept done(ExperimentDesk.Known known) {
        return new Kept.Done(known.experiment().id(), known.experiment().revision());
    }

    private String id(ExperimentId experiment) {
        return desk.experiments().find(desk.house(), experiment).map(desk::known).map(ExperimentDesk.Known::id)
                .orElse(experiment.toString());
    }

    private static Kept misnamed(String file, String experiment) {
        return new Kept.Refused(List.of(new Flaw(1, 1, "/metadata/name",
                "metadata.name is '%s', and has to be the file's: '%s'".formatted(experiment, file))));
    }

    private static Flaw flaw(Finding finding) {
        return new Flaw(finding.line(), finding.column(), finding.pointer(), finding.advice());
    }

    @Override
    public void forget(ExperimentId experiment) {
        desk.forget(desk.required(id(experiment)));
    }
}
