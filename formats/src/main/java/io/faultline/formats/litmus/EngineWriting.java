package io.faultline.formats.litmus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.YamlText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A fault as the template of a workflow that makes its ChaosEngine. */
final class EngineWriting {
    private static final String RUN = "{{workflow.uid}}";
    private static final String CHECKER = "litmuschaos/litmus-checker:latest";

    private EngineWriting() {}

    /** Adds the template; says whether there is such a fault in Litmus. */
    static boolean template(Fault fault, Manifest manifest, ArrayNode templates, Losses losses) {
        EnvWriting env = new EnvWriting(losses);
        String kind = FaultWriting.write(fault.spec(), env);
        if (kind == null) {
            return false;
        }
        String engine = YamlText.of(engine(fault, kind, env, manifest, losses));
        Placeholders.openIn(engine.replace(RUN, "")).ifPresent(
                open -> losses.lose("'{{%s}}' would be taken for a placeholder of the workflow".formatted(open)));
        ObjectNode template = templates.addObject();
        template.put("name", fault.name());
        ObjectNode artifact = template.putObject("inputs").putArray("artifacts").addObject();
        String file = "/tmp/chaosengine-%s.yaml".formatted(fault.name());
        artifact.put("name", fault.name());
        artifact.put("path", file);
        artifact.putObject("raw").put("data", engine);
        template.putObject("metadata").putObject("labels").put("weight", fault.weight().toString());
        ObjectNode container = template.putObject("container");
        container.put("name", "");
        container.put("image", CHECKER);
        container.putArray("args").add("-file=" + file).add("-saveName=/tmp/engine-name");
        return true;
    }

    static ObjectNode engine(Fault fault, String kind, EnvWriting env, Manifest manifest, Losses losses) {
        ObjectNode engine = JsonNodeFactory.instance.objectNode();
        engine.put("apiVersion", ManifestKind.CHAOS_ENGINE.apiVersion());
        engine.put("kind", ManifestKind.CHAOS_ENGINE.word());
        ObjectNode metadata = engine.putObject("metadata");
        String namespace = manifest.namespace();
        if (namespace != null) {
            metadata.put("namespace", namespace);
        }
        metadata.put("generateName", fault.name());
        metadata.putObject("labels").put("workflow_run_id", RUN);
        references(fault, manifest.probeReferences(), metadata);
        ObjectNode spec = engine.putObject("spec");
        target(fault, spec, env);
        times(fault, kind, env, losses);
        spec.put("engineState", "active");
        spec.put("chaosServiceAccount", "litmus-admin");
        ObjectNode experiment = spec.putArray("experiments").addObject();
        experiment.put("name", kind);
        ObjectNode inside = experiment.putObject("spec");
        inside.putObject("components").set("env", env.env());
        List<String> others = probes(fault, inside, namespace == null ? "default" : namespace,
                env.says("DEFAULT_HEALTH_CHECK", "true"), losses.at("probes"));
        if (!others.isEmpty()) {
            spec.put("auxiliaryAppInfo", String.join(",", others));
        }
        return engine;
    }

    /** Writes them, but for those that look at applications an engine names itself: these are returned. */
    private static List<String> probes(Fault fault, ObjectNode inside, String namespace, boolean checked,
            Losses losses) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < fault.probes().size(); i++) {
            Probe probe = fault.probes().get(i);
            Optional<String> other = HealthProbe.asAuxiliary(probe);
            other.ifPresent(others::add);
            losses.at(i).loseIf(other.isPresent() && !checked, "k8s",
                    "Litmus looks at auxiliaryAppInfo only beside targets that are checked (healthCheck)");
            if (other.isEmpty()) {
                ProbeWriting.write(probe, inside.withArray("probe"), namespace, losses.at(i));
            }
        }
        return others;
    }

    private static void references(Fault fault, List<ProbeReference> references, ObjectNode metadata) {
        ArrayNode named = JsonNodeFactory.instance.arrayNode();
        references.stream().filter(each -> each.fault().equals(fault.name())).forEach(each -> named.addObject()
                .put("name", each.probe()).put("mode", ProbeReading.word(each.mode())));
        if (!named.isEmpty()) {
            metadata.putObject("annotations").put("probeRef", Wire.mapper().writeValueAsString(named));
        }
    }

    private static void target(Fault fault, ObjectNode spec, EnvWriting env) {
        switch (fault.spec()) {
            case ClusterFault cluster -> new TargetWriting(spec, env, cluster).write(cluster.aim());
            case SpringBootChaos chaos -> {
                Optional<PodTarget> pods = Optional.ofNullable(chaos.target().pods());
                pods.ifPresent(target -> new TargetWriting(spec, env, chaos).write(target));
            }
            default -> {
            }
        }
    }

    private static void times(Fault fault, String kind, EnvWriting env, Losses losses) {
        env.seconds("TOTAL_CHAOS_DURATION", fault.duration());
        boolean strikes = FaultForms.named(kind).map(FaultForm::strikes).orElse(false);
        if (strikes) {
            Duration interval = fault.interval();
            losses.changeIf(interval.isZero(), "interval",
                    "to strike once is to strike at the interval of its duration");
            Duration once = fault.duration().isZero() ? Duration.ofSeconds(1) : fault.duration();
            env.seconds("CHAOS_INTERVAL", interval.isZero() ? once : interval);
        } else {
            losses.changeIf(!fault.interval().isZero(), "interval", "the fault is not repeated");
        }
        env.seconds("RAMP_TIME", fault.ramp());
        env.set("SEQUENCE", fault.sequence().name().toLowerCase(java.util.Locale.ROOT));
    }
}
