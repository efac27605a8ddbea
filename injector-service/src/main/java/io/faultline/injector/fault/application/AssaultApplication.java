package io.faultline.injector.fault.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Door;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/** Has Chaos Monkey for Spring Boot assault the applications it is in; one monkey follows one fault at a time. */
record AssaultApplication(SpringBootChaos spec, @Nullable Infrastructure where, Reach reach, Notation notation)
        implements
            Driver<ApplicationUndo.CalmMonkey> {
    @Override
    public Plan<ApplicationUndo.CalmMonkey> plan(String mark) throws FaultRefused {
        String objection = AssaultRules.objection(spec).orElse("");
        if (!objection.isEmpty()) {
            throw new FaultRefused(objection);
        }
        Reach.Chosen chosen = reach.choose(spec.target(), Monkey.USUAL_PATH, where);
        List<Hit<ApplicationUndo.CalmMonkey>> hits = new ArrayList<>();
        for (Door door : chosen.doors()) {
            hits.add(hit(door));
        }
        return new Plan<>(chosen.matched(), hits);
    }

    private Hit<ApplicationUndo.CalmMonkey> hit(Door door) throws FaultRefused {
        MonkeySettings before = idle(door);
        String names = spec.assaults().stream().map(AssaultApplication::name).collect(Collectors.joining(", "));
        HitTarget target = new HitTarget("application", door.name(), "Chaos Monkey for Spring Boot");
        ApplicationUndo.CalmMonkey undo = new ApplicationUndo.CalmMonkey(door, before.enabled(),
                notation.write(AssaultRules.assaultsBefore(before)),
                notation.write(AssaultRules.watchersBefore(before)), kills());
        return new Hit<>(target, undo, "has %s assaulted by Chaos Monkey: %s".formatted(door.name(), names));
    }

    private MonkeySettings idle(Door door) throws FaultRefused {
        try {
            MonkeySettings found = new Monkey(door, reach, notation).look();
            refuseIfBusy(door, found);
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultRefused("interrupted while %s was looked at".formatted(door.name()), e);
        }
    }

    /** What was in force before could not be told from ours, nor put back without it. */
    private static void refuseIfBusy(Door door, MonkeySettings found) throws FaultRefused {
        List<String> busy = AssaultRules.inForce(found);
        if (!busy.isEmpty()) {
            throw new FaultRefused(("Chaos Monkey at %s assaults already (%s): end that first, by POST %s/disable if it"
                    + " is nobody's").formatted(door.name(), String.join(", ", busy), door.address()));
        }
    }

    @Override
    public List<String> ailing() throws FaultRefused {
        return reach.ailing(spec.target(), where);
    }

    @Override
    public void inject(ApplicationUndo.CalmMonkey undo, Duration longest) throws FaultRefused, InterruptedException {
        Monkey monkey = new Monkey(undo.door(), reach, notation);
        MonkeySettings found = monkey.look();
        if (AssaultRules.isTold(spec, found)) {
            return;
        }
        refuseIfBusy(undo.door(), found);
        Set<SpringBootAssault> on = EnumSet.noneOf(SpringBootAssault.class);
        spec.assaults().stream().filter(each -> !AssaultRules.ATTACKS.contains(each)).forEach(on::add);
        monkey.watch(AssaultRules.watchers(spec));
        monkey.assault(AssaultRules.assaults(spec, on, longest));
        monkey.enable();
        for (SpringBootAssault attack : AssaultRules.ATTACKS) {
            if (spec.assaults().contains(attack)) {
                on.add(attack);
                monkey.assault(AssaultRules.assaults(spec, on, longest));
                monkey.attack();
            }
        }
    }

    private boolean kills() {
        return spec.assaults().contains(SpringBootAssault.KILL_APPLICATION);
    }

    private static String name(SpringBootAssault assault) {
        return switch (assault) {
            case LATENCY -> "latency";
            case EXCEPTIONS -> "exceptions";
            case KILL_APPLICATION -> "kill-application";
            case MEMORY -> "memory";
            case CPU -> "cpu";
        };
    }
}
