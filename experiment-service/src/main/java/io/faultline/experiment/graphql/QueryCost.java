package io.faultline.experiment.graphql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import org.jspecify.annotations.Nullable;

/**
 * How much a document asks for. Counted before it is validated, and each fragment once however often it is spread, so
 * that counting never costs what the document pretends to ask for.
 *
 * @param depth how deep its fields lie
 * @param fields how many there are with all fragments written out
 * @param aliases how many of them have another name
 * @param roots how many operations' fields stand side by side
 * @param circular whether a fragment spreads itself
 * @param introspects whether it asks for the schema
 */
record QueryCost(int depth, long fields, long aliases, long roots, boolean circular, boolean introspects) {
    private static final long PLENTY = 1_000_000;

    static QueryCost of(Document document) {
        Count count = new Count(document);
        Weight all = new Weight(0, 0, 0);
        long roots = 0;
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            all = all.beside(count.of(operation.getSelectionSet()));
            roots += operation.getSelectionSet().getSelections().size();
        }
        return new QueryCost(all.depth, all.fields, all.aliases, roots, count.circular, count.introspects);
    }

    private record Weight(int depth, long fields, long aliases) {
        Weight beside(Weight other) {
            return new Weight(Math.max(depth, other.depth), Math.min(PLENTY, fields + other.fields),
                    Math.min(PLENTY, aliases + other.aliases));
        }

        Weight below(Field field) {
            return new Weight(depth + 1, Math.min(PLENTY, fields + 1), aliases + (field.getAlias() == null ? 0 : 1));
        }
    }

    private static final class Count {
        private final Map<String, FragmentDefinition> fragments = new HashMap<>();
        private final Map<String, Weight> known = new HashMap<>();
        private final Set<String> open = new HashSet<>();
        private boolean circular;
        private boolean introspects;

        Count(Document document) {
            document.getDefinitionsOfType(FragmentDefinition.class)
                    .forEach(each -> fragments.put(each.getName(), each));
            fragments.keySet().forEach(this::ofFragment);
        }

        Weight of(@Nullable SelectionSet selections) {
            List<Selection> all = selections == null ? List.of() : selections.getSelections();
            return all.stream().map(this::of).reduce(new Weight(0, 0, 0), Weight::beside);
        }

        private Weight of(Selection<?> selection) {
            return switch (selection) {
                case Field field -> {
                    introspects |= field.getName().equals("__schema") || field.getName().equals("__type");
                    yield of(field.getSelectionSet()).below(field);
                }
                case InlineFragment inline -> of(inline.getSelectionSet());
                case FragmentSpread spread -> ofFragment(spread.getName());
                default -> new Weight(0, 0, 0);
            };
        }

        private Weight ofFragment(String name) {
            Weight weight = known.get(name);
            FragmentDefinition fragment = fragments.get(name);
            if (weight != null || fragment == null) {
                return weight == null ? new Weight(0, 0, 0) : weight;
            } else if (!open.add(name)) {
                circular = true;
                return new Weight(0, 0, 0);
            }
            Weight counted = of(fragment.getSelectionSet());
            open.remove(name);
            known.put(name, counted);
            return counted;
        }
    }
}
