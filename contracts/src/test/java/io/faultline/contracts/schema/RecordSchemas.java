package io.faultline.contracts.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.wire.DurationText;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON Schemas (2020-12) from the records: the records are the declaration, the schemas follow. */
final class RecordSchemas {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private final SortedMap<String, ObjectNode> definitions = new TreeMap<>();
    private final List<String> undescribed = new ArrayList<>();
    private final boolean closed;

    private RecordSchemas(boolean closed) {
        this.closed = closed;
    }

    /** The schema of something people write: a field it does not know is a mistake. */
    static ObjectNode closed(Class<? extends Record> root, String id, String title) {
        return new RecordSchemas(true).document(root, id, title);
    }

    /** The schema of something services publish: newer versions add fields. */
    static ObjectNode open(Class<? extends Record> root, String id, String title) {
        return new RecordSchemas(false).document(root, id, title);
    }

    static List<String> undescribedFieldsOf(Class<? extends Record> root) {
        RecordSchemas schemas = new RecordSchemas(false);
        schemas.document(root, "", "");
        return schemas.undescribed;
    }

    private ObjectNode document(Class<? extends Record> root, String id, String title) {
        ObjectNode document = object().put("$schema", DIALECT).put("$id", id).put("title", title);
        document.setAll(members(root, closed));
        ObjectNode defs = object();
        definitions.forEach(defs::set);
        if (!definitions.isEmpty()) {
            document.set("$defs", defs);
        }
        return document;
    }

    private ObjectNode of(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class ->
                with(object().put("type", "array"), "items", of(list.getActualTypeArguments()[0]));
            case ParameterizedType map when map.getRawType() == Map.class ->
                with(object().put("type", "object"), "additionalProperties", of(map.getActualTypeArguments()[1]));
            case Class<?> plain -> of(plain);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private ObjectNode of(Class<?> type) {
        if (INTEGERS.contains(type)) {
            return object().put("type", "integer");
        } else if (type == String.class) {
            return object().put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            return object().put("type", "boolean");
        } else if (type == BigDecimal.class) {
            return object().put("type", "number");
        } else if (type == ResilienceScore.class) {
            return object().put("type", "number").put("minimum", 0).put("maximum", 100);
        } else if (type == Instant.class) {
            return object().put("type", "string").put("format", "date-time");
        } else if (type == Duration.class) {
            return object().put("type", "string").put("pattern", DurationText.PATTERN);
        } else if (type == ByteSize.class) {
            return object().put("type", "string").put("pattern", "^\\d{1,12}\\s*([KkMmGg]?[Ii]?[Bb])?$");
        } else if (type.isEnum()) {
            return words(type);
        } else if (type.getPackageName().endsWith(".ids")) {
            return idOf(type);
        }
        return object().put("$ref", "#/$defs/" + define(type));
    }

    private static ObjectNode idOf(Class<?> type) {
        boolean unique = type.getRecordComponents()[0].getType() == UUID.class;
        ObjectNode id = object().put("type", "string");
        return unique ? id.put("format", "uuid") : id.put("minLength", 1);
    }

    private static ObjectNode words(Class<?> type) {
        ObjectNode words = object().put("type", "string");
        for (Field field : type.getFields()) {
            if (field.isEnumConstant()) {
                words.withArray("enum").add(field.getAnnotation(JsonProperty.class).value());
            }
        }
        return words;
    }

    private String define(Class<?> type) {
        String name = nameOf(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, object());
            definitions.put(name, definition(type));
        }
        return name;
    }

    private ObjectNode definition(Class<?> type) {
        if (type == Fault.class) {
            return fault();
        } else if (type == Comparator.class) {
            return either(members(type, closed), "integer", "string");
        } else if (type == ConfigurationValue.class) {
            return either(members(type, closed), "string", "number", "boolean");
        } else if (type == Infrastructure.class) {
            return either(members(type, closed), "string");
        } else if (type.isSealed()) {
            return variants(type);
        }
        return members(type, closed);
    }

    private static ObjectNode either(ObjectNode whole, String... shorthands) {
        ObjectNode either = object();
        for (String shorthand : shorthands) {
            either.withArray("anyOf").add(object().put("type", shorthand));
        }
        either.withArray("anyOf").add(whole);
        return either;
    }

    private ObjectNode variants(Class<?> type) {
        String tag = type.getAnnotation(JsonTypeInfo.class).property();
        ObjectNode variants = object();
        for (JsonSubTypes.Type variant : type.getAnnotation(JsonSubTypes.class).value()) {
            ObjectNode members = members(variant.value(), closed);
            ((ObjectNode) members.get("properties")).set(tag, object().put("const", variant.name()));
            members.withArray("required").add(tag);
            definitions.put(nameOf(variant.value()), members);
            variants.withArray("oneOf").add(object().put("$ref", "#/$defs/" + nameOf(variant.value())));
        }
        return variants;
    }

    private ObjectNode fault() {
        ObjectNode fault = members(Fault.class, false);
        ObjectNode type = object().put("type", "string").put("description", "What is broken.");
        ((ObjectNode) fault.get("properties")).set("type", type);
        fault.withArray("required").add("type");
        for (FaultType kind : FaultType.values()) {
            type.withArray("enum").add(kind.wireName());
            String spec = nameOf(kind.spec());
            definitions.put(spec, members(kind.spec(), false));
            ObjectNode branch = fault.withArray("allOf").addObject();
            ObjectNode condition = branch.putObject("if");
            condition.putObject("properties").putObject("type").put("const", kind.wireName());
            condition.putArray("required").add("type");
            branch.putObject("then").put("$ref", "#/$defs/" + spec);
        }
        return closed ? fault.put("unevaluatedProperties", false) : fault;
    }

    private ObjectNode members(Class<?> type, boolean sealed) {
        ObjectNode members = object().put("type", "object");
        ObjectNode properties = members.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            if (type == Fault.class && component.getName().equals("spec")) {
                continue;
            }
            AnnotatedElement annotated = annotated(type, component);
            ObjectNode property = of(component.getGenericType());
            JsonPropertyDescription description = annotated.getAnnotation(JsonPropertyDescription.class);
            if (description == null) {
                undescribed.add(nameOf(type) + "." + component.getName());
            } else {
                property.put("description", description.value());
            }
            properties.set(component.getName(), property);
            if (isRequired(type, component, annotated)) {
                members.withArray("required").add(component.getName());
            }
        }
        return sealed ? members.put("additionalProperties", false) : members;
    }

    /** What people write says itself what is required; services always write what is not nullable. */
    private static boolean isRequired(Class<?> type, RecordComponent component, AnnotatedElement annotated) {
        JsonProperty property = annotated.getAnnotation(JsonProperty.class);
        if (property != null) {
            return property.required();
        }
        boolean written = type.getPackageName().endsWith(".run") || type.getPackageName().endsWith(".verdict")
                || type == Measurement.class;
        return written && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static AnnotatedElement annotated(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace("$", "");
    }

    private static ObjectNode with(ObjectNode schema, String keyword, ObjectNode value) {
        schema.set(keyword, value);
        return schema;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String pretty(ObjectNode schema) {
        return Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }
}
