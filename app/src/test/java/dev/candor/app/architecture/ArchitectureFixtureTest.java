package dev.candor.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.candor.app.architecture.fixtures.Offender;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves that every rule bites, and only those who deserve it. */
class ArchitectureFixtureTest {
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(Rule.FIXTURES);

    @ParameterizedTest
    @EnumSource
    void fixture_breaksTheRule_andEveryOffenderIsNamed(Rule rule) {
        JavaClasses fixture = fixtureOf(rule);
        JavaClasses offenders = fixture.that(annotatedWith(Offender.class));

        List<String> violations =
                rule.over(rule.fixture()).evaluate(fixture).getFailureReport().getDetails();

        assertThat(offenders).isNotEmpty();
        assertThat(offenders).allSatisfy(offender -> assertThat(violations).anyMatch(naming(offender)));
    }

    @ParameterizedTest
    @EnumSource
    void fixtureWithoutItsOffenders_keepsTheRule(Rule rule) {
        JavaClasses innocents = fixtureOf(rule).that(not(annotatedWith(Offender.class)));
        ArchRule sentence = rule.over(rule.fixture());

        assertThat(innocents).isNotEmpty();
        sentence.check(innocents);
    }

    private static JavaClasses fixtureOf(Rule rule) {
        return FIXTURES.that(resideInAPackage(rule.fixture() + ".."));
    }

    private static Predicate<String> naming(JavaClass offender) {
        // followed by no more of a name: the offender itself, not a class whose name goes on
        return Pattern.compile(Pattern.quote(offender.getName()) + "(?![\\w$])").asPredicate();
    }
}
