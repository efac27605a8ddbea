package io.faultline.injector.fault.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;

/** What Chaos Monkey for Spring Boot is told, in its own words. */
final class AssaultRules {
    /** Its switches, one an assault. */
    private static final Map<SpringBootAssault, String> SWITCHES = Map.of(SpringBootAssault.LATENCY, "latencyActive",
            SpringBootAssault.EXCEPTIONS, "exceptionsActive", SpringBootAssault.KILL_APPLICATION,
            "killApplicationActive", SpringBootAssault.MEMORY, "memoryActive", SpringBootAssault.CPU, "cpuActive");

    /** Those that do not wait for requests: begun one by one, for each is over only when it is switched off. */
    static final List<SpringBootAssault> ATTACKS = List.of(SpringBootAssault.MEMORY, SpringBootAssault.CPU,
            SpringBootAssault.KILL_APPLICATION);

    private static final List<String> WATCHERS = List.of("controller", "restController", "service", "repository",
            "component", "restTemplate", "webClient", "actuatorHealth");
    private static final long LEAST_HOLD = 1500;

    private AssaultRules() {}

    /** What is wrong with what was asked, if something is. */
    static Optional<String> objection(SpringBootChaos spec) {
        Set<String> unknown = spec.watchers().stream().filter(each -> !WATCHERS.contains(each))
                .collect(Collectors.toSet());
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("Chaos Monkey has no watcher %s; it has %s".formatted(String.join(", ", unknown),
                        String.join(", ", WATCHERS)));
    }

    /**
     * Its settings while the fault is in force.
     *
     * @param on the assaults that are switched on by now
     * @param longest attacks end by themselves after it, though nobody is left to end them
     */
    static Map<String, Object> assaults(SpringBootChaos spec, Set<SpringBootAssault> on, Duration longest) {
        Map<String, Object> told = new LinkedHashMap<>();
        long latency = Math.max(1, spec.latency().toMillis());
        long hold = Math.clamp(longest.toMillis(), LEAST_HOLD, Integer.MAX_VALUE);
        told.put("level", spec.level());
        told.put("deterministic", true);
        SWITCHES.forEach((assault, name) -> told.put(name, on.contains(assault)));
        told.put("latencyRangeStart", latency);
        told.put("latencyRangeEnd", latency);
        told.put("exception", Map.of("type", spec.exception(), "method", "<init>", "arguments",
                List.of(Map.of("type", "java.lang.String", "value", spec.exceptionMessage()))));
        told.put("memoryMillisecondsHoldFilledMemory", hold);
        told.put("memoryMillisecondsWaitNextIncrease", 100);
        told.put("memoryFillIncrementFraction", 0.5);
        told.put("memoryFillTargetFraction", Math.max(5, spec.memoryPercent()) / 100.0);
        told.put("cpuMillisecondsHoldLoad", hold);
        told.put("cpuLoadTargetFraction", Math.max(10, spec.cpuPercent()) / 100.0);
        List.of("killApplicationCronExpression", "memoryCronExpression", "cpuCronExpression")
                .forEach(cron -> told.put(cron, "OFF"));
        told.put("watchedCustomServices", spec.watchedServices());
        return told;
    }

    static Map<String, Object> watchers(SpringBootChaos spec) {
        Map<String, Object> told = new LinkedHashMap<>();
        WATCHERS.forEach(name -> told.put(name, spec.watchers().contains(name)));
        told.put("beans", List.of());
        told.put("beanClasses", List.of());
        return told;
    }

    /** The settings it had, in a way that takes away what was not there. */
    static Map<String, Object> assaultsBefore(MonkeySettings before) {
        Map<String, Object> told = new TreeMap<>(before.assaults());
        told.putIfAbsent("watchedCustomServices", List.of());
        return told;
    }

    static Map<String, Object> watchersBefore(MonkeySettings before) {
        Map<String, Object> told = new TreeMap<>(before.watchers());
        told.remove("excludeClasses");
        return told;
    }

    /** The assaults in force, by their switches. */
    static List<String> inForce(MonkeySettings settings) {
        List<String> names = new ArrayList<>();
        if (settings.enabled()) {
            SWITCHES.values().stream().sorted()
                    .filter(name -> Boolean.TRUE.equals(settings.assaults().get(name))).forEach(names::add);
        }
        return names;
    }

    /** Whether all it was to be told stands already: it was told before, or by a former owner of the fault. */
    static boolean isTold(SpringBootChaos spec, MonkeySettings settings) {
        boolean assaults = SWITCHES.entrySet().stream().allMatch(each -> Boolean
                .valueOf(spec.assaults().contains(each.getKey())).equals(settings.assaults().get(each.getValue())));
        Object exception = settings.assaults().get("exception");
        boolean ours = exception instanceof Map<?, ?> map && spec.exception().equals(map.get("type"))
                && settings.assaults().get("latencyRangeEnd") instanceof Number latency
                && latency.longValue() == Math.max(1, spec.latency().toMillis());
        return settings.enabled() && assaults && ours;
    }
}
