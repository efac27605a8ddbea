package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Optional;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;

/** What a document is for, which decides who may send it and how: before anything of it is answered. */
final class DocumentRules {
    private DocumentRules() {}

    /** Whether anybody may ask it, as of Litmus' server. */
    static boolean asksForTheVersionAlone(String document) {
        return read(document).map(Document::getDefinitions).filter(all -> all.size() == 1)
                .filter(all -> all.getFirst() instanceof OperationDefinition operation && isQuery(operation)
                        && operation.getSelectionSet().getSelections().size() == 1
                        && operation.getSelectionSet().getSelections().getFirst() instanceof Field field
                        && field.getName().equals("getServerVersion"))
                .isPresent();
    }

    /** Whether nothing is changed by it; what cannot be read changes nothing. */
    static boolean onlyAsks(String document) {
        return read(document).map(each -> each.getDefinitionsOfType(OperationDefinition.class)).orElse(List.of())
                .stream().allMatch(DocumentRules::isQuery);
    }

    private static boolean isQuery(OperationDefinition operation) {
        return operation.getOperation() == OperationDefinition.Operation.QUERY;
    }

    private static Optional<Document> read(String document) {
        try {
            return Optional.of(new Parser().parseDocument(ParserEnvironment.newParserEnvironment().document(document)
                    .parserOptions(QueryLimits.usual(false).parser()).build()));
        } catch (InvalidSyntaxException e) {
            return Optional.empty();
        }
    }
}
