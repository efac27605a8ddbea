package io.faultline.testkit;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Conditions on what a class is called and where it lies. */
final class NamedClasses {
    private NamedClasses() {}

    static ArchCondition<JavaClass> notBeNamed(Pattern banned) {
        return unless("not be named " + banned, type -> !banned.matcher(type.getSimpleName()).matches());
    }

    static ArchCondition<JavaClass> lieInANullMarkedPackage() {
        return unless("lie in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    private static ArchCondition<JavaClass> unless(String description, Predicate<JavaClass> right) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!right.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " should " + description));
                }
            }
        };
    }
}
