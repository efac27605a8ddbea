package io.faultline.formats.hub;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import io.faultline.formats.litmus.AnyFile;
import io.faultline.formats.litmus.Export;
import io.faultline.formats.litmus.HubFault;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Manifest;

/** Files of a hub by their paths, as Litmus lays them out; and our own form beside, which every fault has. */
public final class HubFiles {
    public static final String OWN_FORM = "faultline.yaml";
    private static final String CHART = ".chartserviceversion.yaml";

    private HubFiles() {}

    /** Written when somebody looks for the first time: nobody waits for it at the start. */
    private static final class Embedded {
        static final Map<String, String> FILES = Collections.unmodifiableMap(all());
    }

    /** The hub that comes along. */
    public static Map<String, String> embedded() {
        return Embedded.FILES;
    }

    private static Map<String, String> all() {
        Map<String, String> files = new TreeMap<>();
        List<FaultTemplate> faults = FaultTemplate.all();
        faults.forEach(each -> files.putAll(fault(each)));
        for (Category category : Category.values()) {
            List<Chart.Item> items = faults.stream().filter(each -> each.category() == category)
                    .map(each -> new Chart.Item(each.name(), each.name(), each.title(), List.of())).toList();
            files.put("faults/%1$s/%1$s".formatted(category.folder()) + CHART,
                    Chart.of(category.folder(), category.title(), category.title(), category.description(), items)
                            .write());
        }
        ExperimentTemplate.all().forEach(each -> files.putAll(experiment(each.experiment())));
        return files;
    }

    private static Map<String, String> fault(FaultTemplate template) {
        String folder = "faults/%s/%s/".formatted(template.category().folder(), template.name());
        Map<String, String> files = new TreeMap<>();
        files.put(folder + OWN_FORM, ExperimentFile.write(template.experiment()));
        files.put(folder + template.name() + CHART, Chart.of(template.name(), template.category().title(),
                template.name(), template.title(), List.of()).write());
        HubFault.of(template.fault()).ifPresent(known -> {
            files.put(folder + "fault.yaml", known.definition());
            files.put(folder + "engine.yaml", known.engine());
        });
        return files;
    }

    /** The files of an experiment: a workflow if it can be one without loss, else our own form. */
    public static Map<String, String> experiment(Experiment experiment) {
        Metadata metadata = experiment.metadata();
        String description = Optional.ofNullable(metadata.description()).orElse("");
        Map<String, String> files = new TreeMap<>();
        files.put("experiments/%s/experiment.yaml".formatted(metadata.name()), text(experiment));
        files.put("experiments/%1$s/%1$s".formatted(metadata.name()) + CHART, Chart.of(metadata.name(),
                "Experiment", metadata.name(), description, List.of()).write());
        return files;
    }

    private static String text(Experiment experiment) {
        Export export = LitmusFile.writeYaml(Manifest.of(experiment));
        boolean same = export.isComplete()
                && AnyFile.read(export.text(), "export").read().equals(new Read.Valid(experiment));
        return same ? export.text() : ExperimentFile.write(experiment);
    }
}
