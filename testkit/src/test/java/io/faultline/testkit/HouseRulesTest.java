package io.faultline.testkit;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.faultline.contracts.wire.FactType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HouseRulesTest {
    private static final String WRONG = "io.faultline.testkit.wrong";
    private static final String RIGHT = "io.faultline.testkit.right";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(WRONG, RIGHT);

    private final Map<String, List<String>> broken = HouseRules.violations(CLASSES, WRONG);

    @Test
    void findsNothingInAServiceThatKeepsThem() {
        assertThat(HouseRules.violations(CLASSES, RIGHT)).isEmpty();
    }

    @Test
    void findsAServiceThatKnowsAnother() {
        assertThat(only("1 services never")).isNotEmpty().first().asString().contains("Neighbour", "right.plan.Plan");
    }

    @Test
    void findsANounThatKnowsSpring() {
        assertThat(only("2 nouns")).isNotEmpty().allSatisfy(
                line -> assertThat(line).contains("wrong.plan.Plan", "springframework.stereotype.Component"));
    }

    @Test
    void findsAnEdgeThatKnowsAnother() {
        assertThat(only("3 the edge 'store'")).isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("JdbcPlans", "PlanController"));
    }

    @Test
    void findsAnEdgeThatUsesTheToolOfAnother() {
        assertThat(only("3 the edge 'http'")).isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("PlanController", "javax.sql.DataSource"));
    }

    @Test
    void findsAFactStatedByAStranger() {
        assertThat(only("4 a fact")).singleElement().asString().contains("RunHelper.stop", "RunStopping.<init>");
    }

    @Test
    void findsALookAtTheClockOutsideOfWiring() {
        assertThat(only("5 time")).singleElement().asString().contains("RunHelper.when", "Instant.now()");
    }

    @Test
    void findsACycle() {
        assertThat(only("7 packages")).isNotEmpty().first().asString().contains("Cycle detected");
    }

    @Test
    void findsABannedName() {
        assertThat(only("8 no name")).containsExactly(
                "io.faultline.testkit.wrong.run.RunHelper should not be named Abstract.*|.*(Impl|Utils?|Helper|Manager|Dto)");
        assertThat(only("8 no method")).singleElement().asString().contains("Plan.getRun()");
    }

    @Test
    void findsAPackageThatSaysNothingOfItself() {
        assertThat(only("9 every package")).singleElement().asString().contains("undescribed.Bare");
    }

    @Test
    void allowsWhatIsAllowedOpenly() {
        Map<String, List<String>> left = HouseRules.violations(CLASSES, WRONG,
                Allowance.nouns("org.springframework.stereotype.."), Allowance.edge("http", "javax.sql.."),
                Allowance.reachesForTime(WRONG + ".run.RunHelper"));
        assertThat(broken.keySet()).containsAll(left.keySet());
        assertThat(left.keySet()).noneMatch(rule -> rule.startsWith("2") || rule.startsWith("5"))
                .noneMatch(rule -> rule.contains("'http'")).anyMatch(rule -> rule.contains("'store'"));
    }

    @Test
    void doesNotPassOverNothing() {
        assertThatThrownBy(() -> HouseRules.check("io.faultline.renamed")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.faultline.renamed");
    }

    @Test
    void knowsTheMouthOfEverythingPublished() {
        assertThat(Mouths.OWNERS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(FactType.values()).stream().map(FactType::record).toList());
    }

    @Test
    void contractsAreRecordsEnumsAndSealedInterfaces() {
        JavaClasses contracts = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.faultline.contracts");
        List<String> others = contracts.stream().filter(type -> !type.getPackageName().endsWith(".wire"))
                .filter(type -> !type.isAssignableTo(Throwable.class) && !type.getSimpleName().equals("package-info"))
                .filter(JavaClass::isTopLevelClass).map(JavaClass::reflect)
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isSealed()).map(Class::getName).toList();
        assertThat(contracts).isNotEmpty();
        assertThat(others).isEmpty();
    }

    private List<String> only(String rule) {
        return broken.entrySet().stream().filter(each -> each.getKey().startsWith(rule)).findFirst()
                .map(Map.Entry::getValue).orElse(List.of());
    }
}
