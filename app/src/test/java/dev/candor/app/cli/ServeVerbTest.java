package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServeVerbTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(--[a-z-]+(?: [A-Z]+)?)` \\|", Pattern.MULTILINE);

    @Test
    void flags_areThoseOfTheDocumentation_inItsOrder() throws IOException {
        String document = Files.readString(Path.of("../docs/server.md"));
        assertThat(ROW.matcher(document).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(new ServeVerb()
                        .manual().flags().stream().map(Flag::usage).toList());
    }
}
