package io.faultline.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules every service keeps, as allow-lists: what is not named is not allowed, so that nothing new slips in
 * unseen. Held by a test of five lines in every service.
 */
public final class HouseRules {
    private static final Pattern BANNED_NAMES = Pattern.compile("Abstract.*|.*(Impl|Utils?|Helper|Manager|Dto)");

    private final Layout layout;
    private final List<Allowance> allowances;

    private HouseRules(String base, Allowance... allowances) {
        this.layout = new Layout(base);
        this.allowances = List.of(allowances);
    }

    /** Fails with everything that breaks the rules in the service with this base package. */
    public static void check(String base, Allowance... allowances) {
        JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(base);
        String broken = violations(classes, base, allowances).entrySet().stream()
                .map(rule -> rule.getKey() + "\n    " + String.join("\n    ", rule.getValue()))
                .collect(Collectors.joining("\n"));
        if (!broken.isEmpty()) {
            throw new AssertionError("House rules are broken in " + base + ":\n" + broken);
        }
    }

    /** What breaks which rule. */
    static Map<String, List<String>> violations(JavaClasses classes, String base, Allowance... allowances) {
        if (classes.stream().noneMatch(new Layout(base)::isNoun)) {
            throw new AssertionError("There is no class in a noun package below " + base + ": nothing to check");
        }
        Map<String, List<String>> broken = new TreeMap<>();
        for (ArchRule rule : new HouseRules(base, allowances).rules()) {
            List<String> details = rule.evaluate(classes).getFailureReport().getDetails();
            if (!details.isEmpty()) {
                broken.put(rule.getDescription(), details);
            }
        }
        return broken;
    }

    private List<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>(List.of(servicesAreStrangers(), nounsArePure(), oneMouthPerFact(),
                timeAndChanceAreGiven(), namesSayWhatThingsAre(), nounsDoNotGet(), packagesAreDescribed(),
                packagesHaveNoCycles()));
        Layout.EDGES.keySet().forEach(edge -> rules.add(edgeKnowsItsTool(edge)));
        return rules;
    }

    private ArchRule servicesAreStrangers() {
        DescribedPredicate<JavaClass> rooms = resideOutsideOfPackages("io.faultline..").or(resideInAnyPackage(
                layout.base() + "..", "io.faultline.contracts..", "io.faultline.formats..", "io.faultline.runlog..",
                "io.faultline.http..", "io.faultline.cluster.."));
        return classes().that(describe("belong to the service", layout::contains)).should()
                .onlyDependOnClassesThat(rooms).as("1 services never depend on each other");
    }

    private ArchRule nounsArePure() {
        Set<String> allowed = allowed(allowance -> allowance instanceof Allowance.ForNouns nouns
                ? nouns.packages().stream()
                : Stream.of());
        return classes().that(layout.nouns()).should()
                .onlyDependOnClassesThat(layout.nouns().or(anyOf(Layout.LANGUAGE, allowed)))
                .as("2 nouns know the language and one another, nothing else");
    }

    /** Not every service has every edge, so this one may find nothing. */
    private ArchRule edgeKnowsItsTool(String edge) {
        Set<String> allowed = allowed(
                allowance -> allowance instanceof Allowance.ForEdge other && other.edge().equals(edge)
                        ? other.packages().stream()
                        : Stream.of());
        Set<String> tools = Layout.EDGES.getOrDefault(edge, Set.of());
        return classes().that(layout.edge(edge)).should()
                .onlyDependOnClassesThat(layout.nouns().or(layout.edge(edge))
                        .or(anyOf(Layout.LANGUAGE, Layout.EVERY_EDGE, tools, allowed)))
                .as("3 the edge '%s' knows its own tool, and no other edge".formatted(edge)).allowEmptyShould(true);
    }

    private ArchRule oneMouthPerFact() {
        return classes().that(describe("belong to the service", layout::contains))
                .should(Mouths.stateOnlyFactsOf(layout.base())).as("4 a fact is stated by its owner only");
    }

    private ArchRule timeAndChanceAreGiven() {
        Set<String> exempt = allowed(
                allowance -> allowance instanceof Allowance.ForTime time ? time.classes().stream() : Stream.of());
        return classes()
                .that(layout.everythingButWiring()
                        .and(not(describe("are exempt", type -> exempt.contains(type.getName())))))
                .should(BannedCalls.beGivenTimeAndChance()).as("5 time and chance are passed in");
    }

    private ArchRule packagesHaveNoCycles() {
        return slices().matching(layout.base() + ".(**)").should().beFreeOfCycles().as("7 packages have no cycles");
    }

    private ArchRule namesSayWhatThingsAre() {
        return classes().that(describe("belong to the service", layout::contains))
                .should(NamedClasses.notBeNamed(BANNED_NAMES))
                .as("8 no name says Impl, Util, Helper, Manager, Dto or Abstract");
    }

    private ArchRule nounsDoNotGet() {
        return methods().that().areDeclaredInClassesThat(layout.nouns()).should()
                .haveNameNotMatching("get[A-Z].*").as("8 no method of a noun begins with get").allowEmptyShould(true);
    }

    private ArchRule packagesAreDescribed() {
        return classes().that(describe("belong to the service", layout::contains))
                .should(NamedClasses.lieInANullMarkedPackage()).as("9 every package has a @NullMarked package-info");
    }

    private Set<String> allowed(Function<Allowance, Stream<String>> part) {
        return allowances.stream().flatMap(part).collect(Collectors.toSet());
    }

    @SafeVarargs
    private static DescribedPredicate<JavaClass> anyOf(Set<String>... packages) {
        return resideInAnyPackage(Arrays.stream(packages).flatMap(Set::stream).distinct().toArray(String[]::new));
    }
}
