package dev.candor.app.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The drawing of the modules: rows from top to bottom, each module a package directly below the base package. What only
 * tests use stands at the top, where nothing else may call it.
 *
 * @param base the package that holds the modules
 */
record Layers(String base) {
    static final List<Set<String>> ROWS = List.of(
            Set.of("app", "testing", "capabilityprocessor"),
            Set.of("export", "insight"),
            Set.of("agents", "skillusage", "orchestrationevents", "audittrail", "sessions", "items"),
            Set.of("aggregatestore"),
            Set.of("execution", "ingestion", "index"),
            Set.of("config", "validation"),
            Set.of("eventlog"),
            Set.of("foundation"));

    /** Whether one module may call another. */
    static boolean allows(String from, String to) {
        return from.equals(to) || row(from) < row(to);
    }

    static boolean isDrawn(String module) {
        return row(module) >= 0;
    }

    private static int row(String module) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).contains(module)) {
                return i;
            }
        }
        return -1;
    }

    /** The module of a class; none for what lies outside the base package, or directly in it. */
    Optional<String> module(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(base + ".")
                ? Optional.of(name.substring(base.length() + 1).split("\\.", 2)[0])
                : Optional.empty();
    }

    ArchCondition<JavaClass> belongToADrawnModule() {
        return new ArchCondition<>("belong to a module of the drawing") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean drawn = module(type).filter(Layers::isDrawn).isPresent();
                String message = type.getDescription() + " belongs to no module of the drawing";
                events.add(new SimpleConditionEvent(type, drawn, message));
            }
        };
    }

    ArchCondition<JavaClass> dependDownwardsOnly() {
        return dependOnOtherModulesOnlyIf(
                "depend downwards only",
                (from, dependency) -> module(dependency.getTargetClass())
                        .filter(to -> !allows(from, to))
                        .isEmpty());
    }

    ArchCondition<JavaClass> leaveOtherModulesInternalsAlone() {
        return dependOnOtherModulesOnlyIf(
                "leave the internals of other modules alone",
                (from, dependency) -> isNotInternal(dependency)
                        || module(dependency.getTargetClass()).equals(Optional.of(from)));
    }

    private boolean isNotInternal(Dependency dependency) {
        String target = dependency.getTargetClass().getPackageName();
        return !target.startsWith(base + ".")
                || !Arrays.asList(target.substring(base.length()).split("\\.")).contains("internal");
    }

    private ArchCondition<JavaClass> dependOnOtherModulesOnlyIf(
            String sentence, BiPredicate<String, Dependency> allowed) {
        return new ArchCondition<>(sentence) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = module(type).orElse("none");
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    boolean keeps = allowed.test(from, dependency);
                    events.add(new SimpleConditionEvent(dependency, keeps, dependency.getDescription()));
                }
            }
        };
    }
}
