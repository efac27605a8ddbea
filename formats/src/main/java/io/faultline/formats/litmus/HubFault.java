package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.formats.yaml.YamlText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fault as hubs of Litmus keep it.
 *
 * @param name what Litmus calls it
 * @param definition its ChaosExperiment: the tunables there are, and what they are unless somebody says otherwise
 * @param engine the ChaosEngine that makes it
 * @param lost what of the fault the engine does not say
 */
public record HubFault(String name, String definition, String engine, List<Complaint> lost) {
    public HubFault {
        lost = List.copyOf(lost);
    }

    /** Nothing if Litmus has no such fault. */
    public static Optional<HubFault> of(Fault fault) {
        EnvWriting env = new EnvWriting(Losses.none());
        String kind = FaultWriting.write(fault.spec(), env);
        if (kind == null) {
            return Optional.empty();
        }
        Losses losses = env.losses();
        Manifest manifest = Manifest.of(Experiment.of(new Metadata(fault.name(), null, List.of()),
                new ExperimentSpec(null, List.of(Stage.of(fault)), null, BlastRadius.UNLIMITED, List.of(), Map.of(),
                        Map.of(), null)));
        String engine = YamlText.of(EngineWriting.engine(fault, kind, env, manifest, losses));
        List<Complaint> lost = new ArrayList<>(losses.lost());
        lost.addAll(losses.changed());
        return Optional.of(new HubFault(kind, definition(kind), engine, lost));
    }

    private static String definition(String kind) {
        FaultForm form = FaultForms.named(kind).orElseThrow();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("apiVersion", ManifestKind.CHAOS_ENGINE.apiVersion());
        root.putObject("description").put("message", "Made by Faultline itself: no image is pulled for it\n");
        root.put("kind", "ChaosExperiment");
        root.putObject("metadata").put("name", kind).putObject("labels").put("name", kind);
        ObjectNode definition = root.putObject("spec").putObject("definition");
        definition.put("scope", form.aim() == Aim.NODE ? "Cluster" : "Namespaced");
        definition.putArray("permissions");
        definition.put("image", "");
        ArrayNode env = definition.putArray("env");
        form.all().filter(each -> each.treatment() != Treatment.NOT_NEEDED && each.treatment() != Treatment.REFUSED)
                .forEach(each -> env.addObject().put("name", each.name()).put("value", each.preset()));
        definition.putObject("labels").put("name", kind);
        return YamlText.of(root);
    }
}
