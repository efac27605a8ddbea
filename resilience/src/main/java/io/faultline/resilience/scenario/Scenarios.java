package io.faultline.resilience.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.faultline.resilience.house.Installation;

/** All scenarios, in the order they are played: what hurts most comes last. */
public final class Scenarios {
    private static final List<Scenario> ALL = Stream
            .of(InjectorCases.all(), StopCases.all(), PostgresCases.all(), WireCases.all(), BrokerCases.all())
            .flatMap(List::stream).toList();

    private Scenarios() {}

    public static boolean has(String name) {
        return ALL.stream().anyMatch(each -> each.name().equals(name));
    }

    /** Plays them, or the one with this name. */
    public static List<Row> play(Installation installation, Path home, boolean quick, Optional<String> only,
            Consumer<String> said) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Ground ground = new Ground(installation, home, quick)) {
            for (Scenario scenario : ALL) {
                if (only.isPresent() ? only.get().equals(scenario.name()) : !quick || scenario.quick()) {
                    Row row = scenario.on(ground);
                    rows.add(row);
                    said.accept(row.markdown());
                    ground.restore();
                }
            }
        }
        return rows;
    }
}
