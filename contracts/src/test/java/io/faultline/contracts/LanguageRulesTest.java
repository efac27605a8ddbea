package io.faultline.contracts;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The language is plain data: no behaviour about the world, nothing but the JDK beneath it. */
@AnalyzeClasses(packagesOf = LanguageRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LanguageRulesTest {
    private static final DescribedPredicate<JavaClass> PLAIN_DATA = describe("records, enums or sealed interfaces",
            type -> type.isRecord() || type.isEnum() || type.isInterface() && type.reflect().isSealed());

    @ArchTest
    static final ArchRule everythingIsARecordAnEnumOrSealed = classes().that().resideOutsideOfPackage("..wire")
            .and().areNotAssignableTo(Throwable.class).and().doNotHaveSimpleName("package-info")
            .and().areNotAnonymousClasses().and(describe("are no switch maps",
                    type -> !type.getSimpleName().isEmpty()))
            .should(ArchCondition.from(PLAIN_DATA));

    @ArchTest
    static final ArchRule standsOnTheJdkAlone = classes().that().resideOutsideOfPackage("..wire").should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.faultline.contracts..", "com.fasterxml.jackson.annotation..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyTheWireKnowsDatabind = classes().that().resideInAPackage("..wire").should()
            .onlyDependOnClassesThat().resideInAnyPackage("java..", "io.faultline.contracts..",
                    "com.fasterxml.jackson.annotation..", "tools.jackson..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles = slices().matching("io.faultline.contracts.(*)..").should()
            .beFreeOfCycles();
}
