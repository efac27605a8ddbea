package io.faultline.experiment.graphql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import io.faultline.contracts.complaint.InvalidExperiment;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;

/** Says no as GraphQL does: the same problems as over REST, with their type as a code. What is our own mistake is logged once. */
public final class ErrorTable extends DataFetcherExceptionResolverAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorTable.class);

    @Override
    protected GraphQLError resolveToSingleError(Throwable trouble, DataFetchingEnvironment environment) {
        return error(GraphqlErrorBuilder.newError(environment), trouble, environment.getField().getName());
    }

    /** The same for what goes wrong while a subscription goes on. */
    public static SubscriptionExceptionResolver forSubscriptions() {
        return SubscriptionExceptionResolver.forSingleError(trouble -> error(GraphqlErrorBuilder.newError(), trouble,
                "a subscription"));
    }

    private static GraphQLError error(GraphqlErrorBuilder<?> error, Throwable trouble, String asked) {
        return switch (trouble) {
            case Problem problem -> error(error, problem);
            case InvalidExperiment invalid -> error(error, new Problem(ProblemType.INVALID_EXPERIMENT,
                    String.valueOf(invalid.getMessage()), invalid.complaints()));
            default -> {
                LOG.error("{} could not be answered", asked, trouble);
                yield error(error, new Problem(ProblemType.INTERNAL, "Something went wrong here; it was logged."));
            }
        };
    }

    private static GraphQLError error(GraphqlErrorBuilder<?> error, Problem problem) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", problem.type().name());
        extensions.put("type", problem.type().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!problem.errors().isEmpty()) {
            extensions.put("errors", problem.errors().stream()
                    .map(each -> Map.of("pointer", each.pointer(), "message", each.message())).toList());
        }
        return error.message("%s", String.valueOf(problem.getMessage())).errorType(type(problem.type()))
                .extensions(extensions).build();
    }

    private static ErrorType type(ProblemType type) {
        return switch (type) {
            case NOT_FOUND -> ErrorType.NOT_FOUND;
            case UNAUTHENTICATED -> ErrorType.UNAUTHORIZED;
            case FORBIDDEN_ORIGIN -> ErrorType.FORBIDDEN;
            case INTERNAL, UNAVAILABLE -> ErrorType.INTERNAL_ERROR;
            default -> ErrorType.BAD_REQUEST;
        };
    }
}
