package io.faultline.experiment.graphql;

import java.util.Optional;

import graphql.parser.ParserOptions;

/**
 * How much one request may ask for. What Litmus' own web page and command line send stays far below.
 *
 * @param depth how deep fields may lie
 * @param fields how many there may be, with all fragments written out
 * @param aliases how many may have another name
 * @param roots how many operations may stand side by side
 * @param characters how long a document may be
 * @param introspection whether the schema may be asked for
 */
public record QueryLimits(int depth, int fields, int aliases, int roots, int characters, boolean introspection) {
    /** Those of a house. */
    public static QueryLimits usual(boolean introspection) {
        return new QueryLimits(15, 1_000, 30, 20, 300_000, introspection);
    }

    /** A document with more is not read to its end. */
    public ParserOptions parser() {
        return ParserOptions.newParserOptions().maxCharacters(characters).maxTokens(5_000).maxWhitespaceTokens(50_000)
                .maxRuleDepth(120).captureIgnoredChars(false).build();
    }

    /** Why a document is refused; empty if it is not. */
    Optional<String> refusal(QueryCost cost) {
        if (cost.circular()) {
            return Optional.of("A fragment spreads itself.");
        } else if (cost.introspects() && !introspection) {
            return Optional.of("Introspection is disabled here; FAULTLINE_GRAPHQL_INTROSPECTION=true allows it.");
        }
        return tooMany("levels of fields", cost.depth(), depth).or(() -> tooMany("fields", cost.fields(), fields))
                .or(() -> tooMany("aliases", cost.aliases(), aliases))
                .or(() -> tooMany("operations side by side", cost.roots(), roots));
    }

    private static Optional<String> tooMany(String what, long asked, int most) {
        return asked <= most
                ? Optional.empty()
                : Optional.of("It asks for more than the %d %s that are allowed.".formatted(most, what));
    }
}
