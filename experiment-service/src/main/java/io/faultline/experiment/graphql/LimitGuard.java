package io.faultline.experiment.graphql;

import java.util.Map;

import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.DocumentAndVariables;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import org.jspecify.annotations.Nullable;

/** Refuses what asks for too much: after it was read and before it is validated, which may cost much more. */
public final class LimitGuard extends SimplePerformantInstrumentation {
    private final QueryLimits limits;

    public LimitGuard(QueryLimits limits) {
        this.limits = limits;
    }

    @Override
    public DocumentAndVariables instrumentDocumentAndVariables(DocumentAndVariables read,
            InstrumentationExecutionParameters parameters, @Nullable InstrumentationState state) {
        limits.refusal(QueryCost.of(read.getDocument())).ifPresent(refusal -> {
            throw new Refused(refusal);
        });
        return read;
    }

    /** Answered as an error of the whole request. */
    private static final class Refused extends AbortExecutionException {
        Refused(String message) {
            super(message);
        }

        @Override
        public Map<String, Object> getExtensions() {
            return Map.of("code", "REQUEST_TOO_COMPLEX");
        }
    }
}
