package dev.candor.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.RunPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What agents are told of the tools changes only on purpose: src/test/resources/tools.ndjson has a line for each. After a
 * change on purpose, {@code -Dcandor.snapshot=write} writes it anew.
 */
class ToolSnapshotTest {
    private static final Path SNAPSHOT = Path.of("src/test/resources/tools.ndjson");

    @Test
    void descriptions_areThoseThatWereAgreedOn(@TempDir Path folder) throws IOException {
        Hub hub = new Hub(new UserPath(folder), Map.of(), InstantSource.system(), notice -> {});
        List<String> now = hub.toolbox(RunPolicy.off()).descriptions().stream()
                .map(ToolDescription::json)
                .map(JsonWriter::compact)
                .toList();
        if (System.getProperty("candor.snapshot", "").equals("write")) {
            Files.writeString(SNAPSHOT, String.join("\n", now) + "\n");
        }
        List<String> agreed = Files.readAllLines(SNAPSHOT).stream()
                .map(JsonValue::parse)
                .map(JsonWriter::compact)
                .toList();
        assertThat(now)
                .as("what agents are told; after a change on purpose: mvn test -pl app -am -Dtest=ToolSnapshotTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dcandor.snapshot=write")
                .containsExactlyElementsOf(agreed);
    }
}
