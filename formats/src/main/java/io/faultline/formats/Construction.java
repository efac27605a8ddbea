package io.faultline.formats;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.Pointers;
import io.faultline.formats.yaml.Trouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the experiment, whose own complaints stand beside the schema's; none is told twice. */
final class Construction {
    record Constructed(@Nullable Experiment experiment, List<Trouble> troubles) {}

    private Construction() {}

    static Constructed of(JsonNode json, List<Trouble> known) {
        try {
            JsonNode sound = without(json, known);
            return new Constructed(Wire.mapper().treeToValue(sound, Experiment.class), List.of());
        } catch (JacksonException e) {
            return new Constructed(null, invalid(e).map(InvalidExperiment::complaints).orElse(unreadable(e, known))
                    .stream().filter(complaint -> known.stream().noneMatch(trouble -> explains(trouble, complaint)))
                    .map(complaint -> Trouble.at(complaint.pointer(), complaint.message())).toList());
        }
    }

    /** Values of a wrong type would hide every other complaint. */
    private static JsonNode without(JsonNode json, List<Trouble> known) {
        JsonNode copy = known.isEmpty() ? json : json.deepCopy();
        for (Trouble trouble : known) {
            List<String> steps = Pointers.steps(trouble.pointer());
            if (copy.at(Pointers.parent(trouble.pointer())) instanceof ObjectNode parent) {
                parent.remove(steps.getLast());
            }
        }
        return copy;
    }

    /** Whether this complaint only repeats, or follows from, what is known. */
    private static boolean explains(Trouble known, Complaint complaint) {
        String pointer = complaint.pointer();
        boolean repeats = known.message().equals(complaint.message());
        boolean follows = !known.message().endsWith("is required");
        return Pointers.within(pointer, known.pointer())
                || pointer.equals(Pointers.parent(known.pointer())) && (repeats || follows);
    }

    private static Optional<InvalidExperiment> invalid(JacksonException e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .filter(InvalidExperiment.class::isInstance).map(InvalidExperiment.class::cast).findFirst();
    }

    private static List<Complaint> unreadable(JacksonException e, List<Trouble> known) {
        if (!known.isEmpty()) {
            return List.of();
        }
        StringBuilder pointer = new StringBuilder();
        e.getPath().forEach(step -> pointer.append('/')
                .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()));
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root instanceof JacksonException json ? json.getOriginalMessage() : root.getMessage();
        return List.of(new Complaint(pointer.toString(), String.valueOf(message)));
    }
}
