package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes and folders that the pages for developers name are there. */
class DocumentedMapTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.\\w+)?`");
    private static final Pattern PLACE = Pattern.compile("`((?:app|modules|schemas|config|docs)/[\\w./-]+)`");

    private static final Set<String> OF_THE_JDK = Set.of("ProcessBuilder");

    private static Set<String> classes = Set.of();

    private static List<Path> pages() throws IOException {
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("docs/map.md"), ROOT.resolve("CONTRIBUTING.md")), decisions.sorted())
                    .toList();
        }
    }

    /** The simple names of all classes, those that are declared inside others too. */
    @BeforeAll
    static void readClasses() throws IOException {
        Pattern declared = Pattern.compile("\\b(?:class|interface|enum|record|@interface) ([A-Z]\\w+)");
        Set<String> names = new TreeSet<>(OF_THE_JDK);
        for (Path root : List.of(ROOT.resolve("app/src"), ROOT.resolve("modules"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")
                                && path.toString().contains("/src/"))
                        .toList()) {
                    names.add(file.getFileName().toString().replace(".java", ""));
                    declared.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
                }
            }
        }
        classes = names;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void classesAndPlaces_areThere(Path page) throws IOException {
        String text = Files.readString(page);
        assertThat(classes)
                .containsAll(CLASS.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(PLACE.matcher(text).results().map(found -> ROOT.resolve(found.group(1))))
                .allSatisfy(place -> assertThat(place).exists());
    }
}
