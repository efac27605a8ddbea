package io.faultline.experiment.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.parser.Parser;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;

/**
 * The two ways this API is spoken. They share almost everything, but clash in three operations and a type, so each has a
 * schema of its own: Litmus' as it is written, and Harness' made from it, with identifiers in place of every projectID.
 */
public final class Dialects {
    private static final List<String> LITMUS = List.of("litmus/common", "litmus/experiment", "litmus/infrastructure",
            "litmus/hub", "litmus/environment", "litmus/gitops", "litmus/registry", "litmus/probe",
            "workflow/workflow", "workflow/cluster", "workflow/hub");
    private static final String HARNESS = "workflow/harness";
    private static final Set<String> ROOTS = Set.of("Query", "Mutation", "Subscription");
    private static final String PROJECT = "projectID";
    private static final String IDENTIFIERS = "identifiers";

    private Dialects() {}

    /** Litmus 3.x, with the operations of 2.x that do not clash with it. */
    public static TypeDefinitionRegistry litmus() {
        return new SchemaParser().buildRegistry(parsed(LITMUS));
    }

    /** Harness, and with identifiers everything Litmus has. */
    public static TypeDefinitionRegistry harness() {
        Document own = parsed(List.of(HARNESS));
        Set<String> types = own.getDefinitions().stream()
                .filter(each -> each instanceof TypeDefinition<?> && !(each instanceof SDLExtensionDefinition))
                .map(each -> ((TypeDefinition<?>) each).getName()).collect(Collectors.toSet());
        Set<String> operations = own.getDefinitions().stream().filter(Dialects::isRoot)
                .flatMap(each -> ((ObjectTypeDefinition) each).getFieldDefinitions().stream())
                .map(FieldDefinition::getName).collect(Collectors.toSet());
        List<Definition> all = new ArrayList<>();
        parsed(LITMUS).getDefinitions().stream()
                .filter(each -> !(each instanceof TypeDefinition<?> type && types.contains(type.getName())))
                .map(each -> isRoot(each) ? withIdentifiers(each, operations) : each).forEach(all::add);
        all.addAll(own.getDefinitions());
        return new SchemaParser().buildRegistry(Document.newDocument().definitions(all).build());
    }

    private static boolean isRoot(Definition<?> definition) {
        return definition instanceof ObjectTypeDefinition type && ROOTS.contains(type.getName());
    }

    private static Definition<?> withIdentifiers(Definition<?> root, Set<String> replaced) {
        ObjectTypeDefinition type = (ObjectTypeDefinition) root;
        List<FieldDefinition> fields = type.getFieldDefinitions().stream()
                .filter(field -> !replaced.contains(field.getName())).map(Dialects::withIdentifiers).toList();
        return type instanceof ObjectTypeExtensionDefinition extension
                ? extension.transformExtension(builder -> builder.fieldDefinitions(fields))
                : type.transform(builder -> builder.fieldDefinitions(fields));
    }

    private static FieldDefinition withIdentifiers(FieldDefinition field) {
        List<InputValueDefinition> arguments = field.getInputValueDefinitions();
        boolean hasProject = arguments.stream().anyMatch(each -> each.getName().equals(PROJECT));
        boolean hasIdentifiers = arguments.stream().anyMatch(each -> each.getName().equals(IDENTIFIERS));
        if (!hasProject || hasIdentifiers) {
            return field;
        }
        InputValueDefinition identifiers = InputValueDefinition.newInputValueDefinition().name(IDENTIFIERS)
                .type(TypeName.newTypeName("IdentifiersRequest").build()).build();
        return field.transform(builder -> builder.inputValueDefinitions(
                Stream.concat(arguments.stream().map(Dialects::optionalProject), Stream.of(identifiers)).toList()));
    }

    private static InputValueDefinition optionalProject(InputValueDefinition argument) {
        Type<?> type = argument.getType();
        return argument.getName().equals(PROJECT) && type instanceof NonNullType always
                ? argument.transform(builder -> builder.type(always.getType()))
                : argument;
    }

    private static Document parsed(List<String> files) {
        return Parser.parse(files.stream().map(Dialects::text).collect(Collectors.joining("\n")));
    }

    private static String text(String file) {
        String path = "/graphql/" + file + ".graphqls";
        try (InputStream in = Objects.requireNonNull(Dialects.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
