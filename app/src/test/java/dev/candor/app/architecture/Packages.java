package dev.candor.app.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * What a module's packages promise.
 *
 * @param base the package that holds the modules
 */
record Packages(String base) {
    private static final Set<String> LIBRARIES = Set.of(
            "foundation.json",
            "foundation.yaml",
            "foundation.files",
            "foundation.text",
            "foundation.time",
            "foundation.capability",
            "items.file",
            "items.run",
            "sessions",
            "sessions.event",
            "sessions.score",
            "export",
            "export.verify",
            "export.html",
            "validation.contract",
            "validation.schema",
            "validation.secrets");

    ArchRule formNoCycle() {
        return slices().matching(base + ".(**)").should().beFreeOfCycles();
    }

    /** The root package of a module; of one that is several libraries, those that are listed. */
    ArchCondition<JavaClass> liveInThePublicPackageOfTheirModule() {
        return new ArchCondition<>("live in the public package of their module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String place = type.getPackageName()
                        .substring(Math.min(
                                base.length() + 1, type.getPackageName().length()));
                boolean hasLibraries =
                        LIBRARIES.stream().anyMatch(library -> library.startsWith(place.split("\\.", 2)[0] + "."));
                boolean isPublicPlace = hasLibraries ? LIBRARIES.contains(place) : !place.contains(".");
                String message = type.getDescription() + " is public, but " + type.getPackageName()
                        + " is not what other modules call";
                events.add(new SimpleConditionEvent(type, isPublicPlace, message));
            }
        };
    }

    /** From the package of the class up to the root of its module. */
    ArchCondition<JavaClass> liveInNullMarkedPackagesOnly() {
        return new ArchCondition<>("live in @NullMarked packages only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<JavaPackage> place = Optional.of(type.getPackage());
                while (place.isPresent() && place.get().getName().startsWith(base + ".")) {
                    String message = type.getDescription() + " needs a @NullMarked package-info in "
                            + place.get().getName();
                    events.add(new SimpleConditionEvent(type, isNullMarked(place.get()), message));
                    place = place.get().getParent();
                }
            }
        };
    }

    private static boolean isNullMarked(JavaPackage place) {
        return place.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
