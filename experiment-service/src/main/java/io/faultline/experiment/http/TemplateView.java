package io.faultline.experiment.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.experiment.hub.Template;
import io.faultline.formats.Finding;
import io.faultline.formats.Read;
import io.faultline.formats.hub.Chart;
import io.faultline.formats.litmus.AnyFile;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template of a hub.
 *
 * @param path names it within its hub
 * @param experiment what an experiment made of it does; only when it is shown alone
 * @param errors why none can be made of it
 * @param notes what of a manifest is not taken over as it stands
 * @param files its texts by the names of their files; only when it is shown alone
 */
record TemplateView(String path, @Schema(allowableValues = {
        "fault", "experiment"}) String kind,
        @Nullable String category, String name, String description,
        @Schema(type = "object") @Nullable Experiment experiment, List<InvalidFileTable.Place> errors,
        List<String> notes, @Nullable Map<String, String> files) {
    static TemplateView brief(Template template) {
        return of(template, null, List.of(), List.of(), null);
    }

    static TemplateView whole(Template template) {
        AnyFile file = AnyFile.read(template.text().orElse(""), template.path());
        List<String> notes = file.notes().stream().map(Object::toString).toList();
        return switch (file.read()) {
            case Read.Valid(Experiment experiment) ->
                of(template, experiment, List.of(), notes, template.files());
            case Read.Invalid(List<Finding> findings) -> of(template, null,
                    findings.stream().map(InvalidFileTable.Place::of).toList(), notes, template.files());
        };
    }

    private static TemplateView of(Template template, @Nullable Experiment experiment,
            List<InvalidFileTable.Place> errors, List<String> notes, @Nullable Map<String, String> files) {
        return new TemplateView(template.path(), template.kind().name().toLowerCase(Locale.ROOT),
                template.category().isEmpty() ? null : template.category(), template.name(),
                Chart.read(template.chart(), template.name()).description(), experiment, errors, notes, files);
    }
}
