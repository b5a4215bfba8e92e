package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages link to in the repository is there, heading and all. */
class DocumentedLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\" ]+)[)\"]");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** As a heading is named in addresses. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static boolean hasAnchor(Path page, String anchor) throws IOException {
        return Files.readAllLines(page).stream()
                .anyMatch(line -> line.contains("<a id=\"" + anchor + "\">")
                        || (line.startsWith("#")
                                && anchor(line.replaceFirst("#+ ", "")).equals(anchor)));
    }

    @Test
    void links_leadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
            List<String> links =
                    LINK.matcher(text).results().map(link -> link.group(1)).toList();
            for (String link : links) {
                if (link.contains("://") || link.startsWith("mailto:")) {
                    continue;
                }
                int hash = link.indexOf('#');
                String file = hash < 0 ? link : link.substring(0, hash);
                Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
                if (!Files.exists(target) || (hash >= 0 && !hasAnchor(target, link.substring(hash + 1)))) {
                    broken.add(ROOT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
