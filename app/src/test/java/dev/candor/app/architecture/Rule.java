package dev.candor.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaModifier.NATIVE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.text.DateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.function.Function;

/** The rules of the house, each for any base package, so that it can be tried on a fixture that breaks it. */
enum Rule {
    MODULES_ARE_DRAWN("drawing", base -> classes().should(new Layers(base).belongToADrawnModule())),

    MODULES_DEPEND_DOWNWARDS_ONLY("arrows", base -> classes().should(new Layers(base).dependDownwardsOnly())),

    MODULES_FORM_NO_CYCLE(
            "cycles", base -> slices().matching(base + ".(*)..").should().beFreeOfCycles()),

    PACKAGES_FORM_NO_CYCLE("packagecycles", base -> new Packages(base).formNoCycle()),

    INTERNALS_STAY_IN_THEIR_MODULE(
            "internals", base -> classes().should(new Layers(base).leaveOtherModulesInternalsAlone())),

    PUBLIC_TYPES_LIVE_WHERE_THEIR_MODULE_IS_CALLED(
            "publictypes",
            base -> classes()
                    .that()
                    .arePublic()
                    .and()
                    .resideOutsideOfPackages(base + "..internal..", base + ".app..")
                    .should(new Packages(base).liveInThePublicPackageOfTheirModule())),

    PACKAGES_ARE_NULL_MARKED(
            "nullmarks",
            base -> classes()
                    .that()
                    .doNotHaveSimpleName("package-info")
                    .should(new Packages(base).liveInNullMarkedPackagesOnly())),

    SPRING_STAYS_AT_THE_EDGE(
            "spring",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackage(base + ".app..")
                    .and(not(belongToConfigurationOrController()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..")
                    .because("the command line composes the same core without starting Spring")),

    PROCESSES_ARE_STARTED_IN_EXECUTION_AND_ITEMS(
            "processes",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackages(base + ".execution..", base + ".items.run..")
                    .should()
                    .accessTargetWhere(Calls.startingProcesses())),

    NATIVE_CODE_IS_CALLED_IN_EXECUTION_AND_FOR_FLOCK(
            "nativecalls",
            base -> CompositeArchRule.of(noClasses()
                            .that()
                            .resideOutsideOfPackage(base + ".execution..")
                            .and()
                            // Java has no flock(2), which is the lock that programs in other languages take
                            .doNotHaveFullyQualifiedName(base + ".foundation.files.Flock")
                            .should()
                            .dependOnClassesThat()
                            .belongToAnyOf(Linker.class, SymbolLookup.class)
                            .because("posix_spawn is one native call away"))
                    .and(noClasses()
                            .that()
                            .resideOutsideOfPackage(base + ".execution..")
                            .should()
                            .accessTargetWhere(Calls.loadingNativeLibraries()))
                    .and(noMethods()
                            .that()
                            .areDeclaredInClassesThat()
                            .resideOutsideOfPackage(base + ".execution..")
                            .should()
                            .haveModifier(NATIVE))),

    FILES_ARE_WRITTEN_THROUGH_FOUNDATION(
            "files",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackage(base + ".foundation.files..")
                    .should()
                    .accessTargetWhere(Calls.writingFiles())),

    REASONS_ARE_TOLD_IN_ONE_WAY(
            "reasons",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackage(base + ".foundation.files..")
                    .should()
                    .accessTargetWhere(Calls.askingForTheReasonOfAFailure())
                    .because("the message of a failed input or output is often only a path; Reasons.of says why")),

    INJECTION_IS_BY_CONSTRUCTOR(
            "injection",
            base -> CompositeArchRule.of(noFields().should().beAnnotatedWith(injection()))
                    .and(noMethods().should().beAnnotatedWith(injection()))),

    ONLY_THE_COMMAND_LINE_SPEAKS(
            "standardstreams",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackage(base + ".app.cli..")
                    .should()
                    .accessTargetWhere(Calls.speakingOnStandardStreams())),

    TIME_IS_JAVA_TIME(
            "dates",
            base -> noClasses()
                    .should()
                    .dependOnClassesThat(assignableTo(Date.class)
                            .or(assignableTo(Calendar.class))
                            .or(assignableTo(DateFormat.class)))),

    STATIC_STATE_IS_CONSTANT(
            "staticstate",
            base -> fields().that()
                    .areStatic()
                    .and(not(modifier(SYNTHETIC)))
                    // in classes that are generated from templates, which cannot be told to omit it; nothing reads it
                    .and()
                    .doNotHaveName("JTE_LINE_INFO")
                    .should(StaticState.beConstant())),

    NAMES_SAY_THE_ROLE(
            "names", base -> noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)(\\$.*)?")),

    CHARSET_AND_LOCALE_ARE_NAMED(
            "defaults", base -> noClasses().should().accessTargetWhere(Calls.leaningOnThePlatform())),

    TIME_AND_CHANCE_ARE_INJECTED(
            "clocks",
            base -> noClasses()
                    .that()
                    .resideOutsideOfPackage(base + ".app..")
                    .should()
                    .accessTargetWhere(Calls.readingClockOrChance())
                    .because("what is composed in app gets its clock and its ids from there"));

    static final String FIXTURES = Rule.class.getPackageName() + ".fixtures";

    private final String fixture;
    private final Function<String, ArchRule> sentence;

    Rule(String fixture, Function<String, ArchRule> sentence) {
        this.fixture = fixture;
        this.sentence = sentence;
    }

    /** This rule, for the modules below a base package. */
    ArchRule over(String base) {
        return sentence.apply(base);
    }

    /** The base package of the modules that break this rule on purpose. */
    String fixture() {
        return FIXTURES + "." + fixture;
    }

    private static DescribedPredicate<JavaClass> belongToConfigurationOrController() {
        return describe("belong to a *Configuration or a *Controller", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getSimpleName().matches(".*(Configuration|Controller)");
        });
    }

    private static DescribedPredicate<JavaAnnotation<?>> injection() {
        Set<String> annotations = Set.of(
                "org.springframework.beans.factory.annotation.Autowired",
                "org.springframework.beans.factory.annotation.Value",
                "jakarta.inject.Inject",
                "jakarta.annotation.Resource");
        return describe(
                "for injection",
                annotation -> annotations.contains(annotation.getRawType().getName()));
    }
}
