package io.faultline.contracts.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.fault.Target;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.TrafficPart;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** What a record says of its fields: meanings by their descriptions, defaults and ranges by what it does. */
final class FaultFields {
    /** Records that stand in many faults have a heading of their own. */
    static final SequencedMap<Class<?>, String> SHARED = new LinkedHashMap<>();

    static {
        SHARED.put(ProcessTarget.class, "Processes");
        SHARED.put(ProxyTarget.class, "A fault proxy");
        SHARED.put(PodTarget.class, "Pods");
        SHARED.put(NodeTarget.class, "Nodes");
        SHARED.put(WorkloadTarget.class, "Workloads");
        SHARED.put(ApplicationTarget.class, "An application");
        SHARED.put(Traffic.class, "Traffic");
        SHARED.put(TrafficPart.class, "Part of the traffic");
    }

    private FaultFields() {}

    /** A table of them; nothing if there are none. */
    static String of(Class<?> type) {
        return type.getRecordComponents().length == 0
                ? ""
                : Stream.of(type.getRecordComponents()).map(field -> row(type, field)).collect(
                        Collectors.joining("\n", "| field | meaning | default | range |\n|---|---|---|---|\n", "\n\n"));
    }

    private static String row(Class<?> type, RecordComponent field) {
        if (field.getType() == FaultSpec.class) {
            return "| **`type`** | What is broken; its own fields stand beside these. | | |";
        }
        JsonProperty property = annotation(type, field, JsonProperty.class);
        String name = property != null && property.required() ? "**`%s`**" : "`%s`";
        String preset = byDefault(type, field);
        String meaning = annotation(type, field, JsonPropertyDescription.class).value()
                .replace("; %s by default.".formatted(preset.replace("`", "")), ".")
                + fieldsOf(field.getType() == List.class
                        ? ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
                        : field.getType());
        return "| %s | %s | %s | %s |".formatted(name.formatted(field.getName()), meaning.replace("|", "\\|"), preset,
                range(type, field));
    }

    private static String fieldsOf(Type type) {
        return SHARED.containsKey(type)
                ? " [Its fields](#%s).".formatted(SHARED.get(type).toLowerCase(Locale.ROOT).replace(' ', '-'))
                : "";
    }

    /** What the record itself makes of a field that is not given. */
    private static String byDefault(Class<?> type, RecordComponent field) {
        try {
            JsonNode value = Wire.mapper().valueToTree(field.getAccessor().invoke(with(type, field, null)));
            return value.isNull() || value.isContainer() ? "" : "`%s`".formatted(value.asString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the record itself says of a number far too low. */
    private static String range(Class<?> type, RecordComponent field) {
        boolean decimal = field.getType() == BigDecimal.class;
        if (field.getType() != Integer.class && !decimal || type == Fault.class) {
            return "";
        }
        Complaints complaints = Complaints.collect();
        switch (with(type, field, decimal ? BigDecimal.valueOf(Integer.MIN_VALUE) : Integer.MIN_VALUE)) {
            case FaultSpec spec -> spec.check(complaints);
            case Target target -> target.check(complaints);
            case Traffic traffic -> traffic.check(complaints);
            default -> throw new IllegalStateException(type + " has no check");
        }
        return complaints.found().stream().filter(found -> found.pointer().equals("/" + field.getName()))
                .map(Complaint::message)
                .map(said -> said.replaceAll("must be between ([\\d.]+) and ([\\d.]+).*", "$1 to $2"))
                .findFirst().orElseThrow(() -> new IllegalStateException(type + "." + field + " has no range"));
    }

    /** The record with this field alone. */
    private static Object with(Class<?> type, RecordComponent field, Object value) {
        RecordComponent[] all = type.getRecordComponents();
        Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(all).map(each -> each.getName().equals(field.getName()) ? value : null).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(Class<?> type, RecordComponent field,
            Class<A> kind) {
        try {
            return type.getDeclaredField(field.getName()).getAnnotation(kind);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    static String javadoc(Class<?> type) {
        String source = FaultsPage.read(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        String comment = source.substring(source.indexOf("/**") + 3, source.indexOf("*/"));
        return comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ").replaceAll("</?code>", "`").strip();
    }
}
