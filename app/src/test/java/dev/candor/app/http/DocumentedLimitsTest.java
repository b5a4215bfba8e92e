package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.yaml.YamlReader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The table of limits says what ships and what is taken. */
class DocumentedLimitsTest {
    private static final Path DOCS = Path.of("..", "docs", "server.md");
    private static final Path SHIPPED = Path.of("..", "config", "application.yaml");

    @Test
    void table_isWhatShipsAndWhatIsTaken() throws Exception {
        List<String> rows = Files.readAllLines(DOCS).stream()
                .dropWhile(line -> !line.startsWith("| key, below `candor.limits`"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> {
                    String[] cells = line.split(" \\| ");
                    return cells[0].replaceAll("[|` ]", "") + " " + cells[2] + " " + cells[3] + " "
                            + cells[4].replaceAll("[| ]", "");
                })
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Limits.class.getRecordComponents())
                        .map(DocumentedLimitsTest::row)
                        .toList());
    }

    private static String row(RecordComponent component) {
        String key = DataObjectPropertyName.toDashedForm(component.getName());
        Between bounds = component.getAnnotation(Between.class);
        return key + " " + shipped(key) + " " + bounds.from() + " " + bounds.to();
    }

    private static String shipped(String key) {
        try {
            ObjectValue file = YamlReader.readMapping(Files.readString(SHIPPED), 100);
            ObjectValue candor = (ObjectValue) file.member("candor").orElseThrow();
            ObjectValue limits = (ObjectValue) candor.member("limits").orElseThrow();
            return switch (limits.member(key).orElseThrow()) {
                case StringValue text -> text.text();
                case NumberValue number -> number.text();
                default -> "";
            };
        } catch (IOException | dev.candor.foundation.yaml.YamlSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
