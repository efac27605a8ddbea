package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A workflow written around the faults of an experiment: a template for each fault, stages as groups of steps. */
final class ManifestWriting {
    private static final String KUBERNETES_NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";
    private final Manifest manifest;
    private final Losses losses;
    private final ArrayNode templates = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    private final Set<String> names = new HashSet<>();

    ManifestWriting(Manifest manifest, Losses losses) {
        this.manifest = manifest;
        this.losses = losses;
    }

    ObjectNode write() {
        Timetable timetable = manifest.timetable();
        boolean cron = timetable != null && timetable.cron() != null;
        ManifestKind kind = cron ? ManifestKind.CRON_WORKFLOW : ManifestKind.WORKFLOW;
        losses.changeIf(kind != manifest.kind(), "kind",
                "a %s is written as a %s".formatted(manifest.kind().word(), kind.word()));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("apiVersion", kind.apiVersion());
        root.put("kind", kind.word());
        metadata(root.putObject("metadata"), manifest.experiment().metadata());
        ObjectNode spec = root.putObject("spec");
        if (timetable != null) {
            timetable(spec, timetable);
        }
        workflow(cron ? spec.putObject("workflowSpec") : spec);
        return root;
    }

    private void metadata(ObjectNode node, Metadata metadata) {
        node.put("name", metadata.name());
        losses.at("metadata").changeIf(!metadata.name().matches(KUBERNETES_NAME), "name",
                "Kubernetes takes lower-case letters, digits, - and . in a name");
        String namespace = manifest.namespace();
        if (namespace != null) {
            node.put("namespace", namespace);
        }
        new TreeMap<>(manifest.labels()).forEach((key, value) -> node.withObject("labels").put(key, value));
        String description = metadata.description();
        if (description != null) {
            node.withObject("annotations").put(ManifestReading.DESCRIPTION, description);
        }
        if (!metadata.tags().isEmpty()) {
            node.withObject("annotations").put(ManifestReading.TAGS, String.join(",", metadata.tags()));
        }
    }

    private void timetable(ObjectNode spec, Timetable timetable) {
        String cron = timetable.cron();
        losses.loseIf(timetable.once() != null || timetable.from() != null || timetable.until() != null, "schedule",
                "a CronWorkflow has no beginning and no end");
        if (cron == null) {
            return;
        }
        spec.put("schedule", cron);
        String zone = timetable.zone();
        if (zone != null) {
            spec.put("timezone", zone);
        }
        String policy = timetable.concurrencyPolicy();
        if (policy != null) {
            spec.put("concurrencyPolicy", policy);
        }
        if (timetable.suspended()) {
            spec.put("suspend", true);
        }
        Duration late = timetable.startingDeadline();
        if (late != null) {
            spec.put("startingDeadlineSeconds", late.toSeconds());
        }
    }

    private void workflow(ObjectNode spec) {
        ExperimentSpec written = manifest.experiment().spec();
        unsaid(written, losses.at("spec"));
        written.faults().forEach(fault -> names.add(fault.name()));
        String entry = Names.unique("experiment", names);
        spec.put("entrypoint", entry);
        spec.put("serviceAccountName", "argo-chaos");
        Duration longest = written.maxDuration();
        if (longest != null) {
            spec.put("activeDeadlineSeconds", longest.toSeconds());
        }
        PodSettings pods = written.helperPods();
        if (pods != null) {
            pods(spec, pods);
        }
        for (int i = 0; i < written.stages().size(); i++) {
            stage(written.stages().get(i), losses.at("spec").at("stages").at(i));
        }
        ObjectNode main = JsonNodeFactory.instance.objectNode();
        main.put("name", entry);
        main.set("steps", groups);
        spec.putArray("templates").add(main).addAll(templates);
    }

    private static void unsaid(ExperimentSpec spec, Losses losses) {
        losses.loseIf(spec.hypothesis() != null, "hypothesis", "Litmus has no hypothesis; give its probes to a fault");
        losses.loseIf(spec.rollbacks() != null, "rollbacks", "Litmus has no rollbacks");
        losses.loseIf(!spec.stopConditions().isEmpty(), "stopConditions", "Litmus has no stop conditions");
        losses.loseIf(!spec.configuration().isEmpty(), "configuration", "Litmus has no configuration values");
        losses.loseIf(!spec.secrets().isEmpty(), "secrets", "Litmus has no secrets in probes");
        losses.loseIf(!spec.blastRadius().equals(BlastRadius.UNLIMITED), "blastRadius", "Litmus has no blast radius");
        losses.changeIf(spec.infrastructure() != null, "infrastructure",
                "it is named where the manifest is submitted");
    }

    private static void pods(ObjectNode spec, PodSettings pods) {
        new TreeMap<>(pods.nodeSelector()).forEach((key, value) -> spec.withObject("nodeSelector").put(key, value));
        pods.tolerations().forEach(each -> {
            ObjectNode toleration = spec.withArray("tolerations").addObject();
            put(toleration, "key", each.key());
            toleration.put("operator", each.operator());
            put(toleration, "value", each.value());
            put(toleration, "effect", each.effect());
            Long seconds = each.tolerationSeconds();
            if (seconds != null) {
                toleration.put("tolerationSeconds", seconds);
            }
        });
        new TreeMap<>(pods.annotations())
                .forEach((key, value) -> spec.withObject("podMetadata").withObject("annotations").put(key, value));
        Long user = pods.runAsUser();
        if (user != null) {
            spec.withObject("securityContext").put("runAsUser", user);
        }
        Long group = pods.runAsGroup();
        if (group != null) {
            spec.withObject("securityContext").put("runAsGroup", group);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private void stage(Stage stage, Losses at) {
        at.loseIf(!stage.actions().isEmpty(), "actions", "Litmus has no actions");
        at.loseIf(!stage.probes().isEmpty(), "probes", "Litmus has probes of faults only");
        at.changeIf(stage.name() != null, "name", "groups of steps have no name");
        boolean around = !stage.faults().isEmpty()
                && !stage.pauses().before().plus(stage.pauses().after()).isZero();
        at.changeIf(around, "pauses", "a pause is a step of its own, hence a stage of its own");
        pause(stage.pauses().before());
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < stage.faults().size(); i++) {
            Fault fault = stage.faults().get(i);
            if (EngineWriting.template(fault, manifest, templates, at.at("faults").at(i))) {
                steps.add(fault.name());
            }
        }
        group(steps);
        pause(stage.pauses().after());
    }

    private void pause(Duration duration) {
        if (!duration.isZero()) {
            String name = Names.unique("pause", names);
            ObjectNode template = templates.addObject();
            template.put("name", name);
            template.putObject("suspend").put("duration", new DurationText(duration).toString());
            group(List.of(name));
        }
    }

    private void group(List<String> steps) {
        if (!steps.isEmpty()) {
            ArrayNode group = groups.addArray();
            steps.forEach(step -> group.addObject().put("name", step).put("template", step));
        }
    }
}
