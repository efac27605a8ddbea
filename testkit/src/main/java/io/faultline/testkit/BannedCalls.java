package io.faultline.testkit;

import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Calls that reach for time or chance instead of being given them: what does so cannot be tested, nor replayed. */
final class BannedCalls {
    private static final Set<String> METHODS = Set.of(name(Thread.class, "sleep"), name(TimeUnit.class, "sleep"),
            name(UUID.class, "randomUUID"), name(System.class, "currentTimeMillis"),
            name(ThreadLocalRandom.class, "current"), name(Math.class, "random"), name(System.class, "exit"));
    private static final Set<String> CONSTRUCTORS = Set.of(Random.class.getName(), Date.class.getName());

    private BannedCalls() {}

    static ArchCondition<JavaClass> beGivenTimeAndChance() {
        return new ArchCondition<>("be given time and chance (InstantSource, Ids) rather than reach for them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream().filter(access -> isBanned(access.getTarget()))
                        .map(JavaAccess::getDescription)
                        .forEach(description -> events.add(SimpleConditionEvent.violated(type, description)));
            }
        };
    }

    private static boolean isBanned(AccessTarget target) {
        JavaClass owner = target.getOwner();
        if (target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
            return CONSTRUCTORS.contains(owner.getName());
        }
        boolean clock = owner.getPackageName().equals("java.time")
                && (target.getName().equals("now") || target.getName().startsWith("system"));
        return clock || METHODS.contains(owner.getName() + "." + target.getName());
    }

    private static String name(Class<?> owner, String method) {
        return owner.getName() + "." + method;
    }
}
