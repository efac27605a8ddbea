package io.faultline.experiment.graphql;

import java.util.Locale;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Int as Litmus' server speaks it: in answers a whole number has as many digits as it needs, because a few of its fields
 * are milliseconds since 1970. What is sent is held to 32 bits, as everywhere.
 */
record WholeNumber(Coercing<?, ?> strict) implements Coercing<Object, Object> {
    static final GraphQLScalarType INT = Scalars.GraphQLInt
            .transform(type -> type.coercing(new WholeNumber(Scalars.GraphQLInt.getCoercing())));

    @Override
    public @Nullable Object serialize(Object value, GraphQLContext context, Locale locale) {
        return value instanceof Long ? value : strict.serialize(value, context, locale);
    }

    @Override
    public @Nullable Object parseValue(Object value, GraphQLContext context, Locale locale) {
        return strict.parseValue(value, context, locale);
    }

    @Override
    public @Nullable Object parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context,
            Locale locale) {
        return strict.parseLiteral(value, variables, context, locale);
    }

    @Override
    public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
        return strict.valueToLiteral(value, context, locale);
    }
}
