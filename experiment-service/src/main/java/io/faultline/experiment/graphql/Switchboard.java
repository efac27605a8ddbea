package io.faultline.experiment.graphql;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import graphql.schema.DataFetcher;
import graphql.schema.idl.RuntimeWiring;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Who answers which operation: the same in every dialect. */
public final class Switchboard {
    private final Map<String, DataFetcher<?>> queries = new HashMap<>();
    private final Map<String, DataFetcher<?>> mutations = new HashMap<>();
    private final Map<String, DataFetcher<?>> subscriptions = new HashMap<>();

    Switchboard query(String operation, Function<Asked, @Nullable Object> answer) {
        return enter(queries, operation, answer);
    }

    Switchboard mutation(String operation, Function<Asked, @Nullable Object> answer) {
        return enter(mutations, operation, answer);
    }

    Switchboard subscription(String operation, Function<Asked, Publisher<?>> answer) {
        return enter(subscriptions, operation, answer::apply);
    }

    private Switchboard enter(Map<String, DataFetcher<?>> into, String operation,
            Function<Asked, @Nullable Object> answer) {
        DataFetcher<?> fetcher = environment -> answer.apply(new Asked(environment));
        if (into.put(operation, fetcher) != null) {
            throw new IllegalStateException("Two answers for " + operation);
        }
        return this;
    }

    private static void enter(RuntimeWiring.Builder wiring, String root, Map<String, DataFetcher<?>> answers) {
        wiring.type(root, type -> {
            answers.forEach(type::dataFetcher);
            return type;
        });
    }

    /** Every operation that is answered. */
    Set<String> operations() {
        return Stream.of(queries, mutations, subscriptions).flatMap(each -> each.keySet().stream())
                .collect(Collectors.toSet());
    }

    /** No field is of an interface's type, so nobody ever asks what an object of one is. */
    public RuntimeWiring wiring() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().strictMode(false)
                .scalar(WholeNumber.INT).strictMode();
        for (String each : new String[]{"ResourceDetails", "Audit", "CommonProbeProperties"}) {
            wiring.type(each, type -> type.typeResolver(_ -> {
                throw new IllegalStateException("Nothing is answered as a mere " + each);
            }));
        }
        enter(wiring, "Query", queries);
        enter(wiring, "Mutation", mutations);
        enter(wiring, "Subscription", subscriptions);
        return wiring.build();
    }
}
