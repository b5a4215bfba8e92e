package dev.candor.app.architecture;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every rule against what ships. */
class ArchitectureTest {
    private static final String BASE = "dev.candor";
    private static final JavaClasses CANDOR = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @ParameterizedTest
    @EnumSource
    void whatShips_keepsTheRule(Rule rule) {
        rule.over(BASE).check(CANDOR);
    }

    /** No rule may hold because it saw nothing: every module of the build is on the class path of these tests. */
    @Test
    void everyModuleOfTheBuild_isHeldAgainstTheRules() throws IOException {
        Set<String> built = new TreeSet<>(Set.of("app"));
        try (Stream<Path> modules = Files.list(Path.of("..", "modules"))) {
            modules.filter(module -> Files.exists(module.resolve("src")))
                    .map(module -> module.getFileName().toString().replace("-", ""))
                    .forEach(built::add);
        }

        Set<String> seen = CANDOR.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(new Layers(BASE)::module)
                .flatMap(Optional::stream)
                .collect(toCollection(TreeSet::new));

        assertThat(built).contains("foundation", "validation", "execution", "skillusage");
        assertThat(seen).isEqualTo(built);
    }

    @Test
    void testsAndFixtures_areNotTakenForWhatShips() {
        Set<String> names = CANDOR.stream().map(JavaClass::getName).collect(toSet());

        assertThat(names).contains("dev.candor.app.cli.Candor").noneMatch(name -> name.contains(".architecture."));
    }
}
