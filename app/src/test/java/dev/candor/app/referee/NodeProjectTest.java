package dev.candor.app.referee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What is fetched is what was tried, from whatever registry npm is configured for. Of the Node itself only the version is
 * certain: its package fetches the binary for this machine when it is installed, and no checksum here covers that.
 */
class NodeProjectTest {
    private static final Path SOURCE = Path.of("src/test/node");

    @Test
    void lockFile_namesNoPlaceToFetchFrom() throws IOException {
        assertThat(SOURCE.resolve("package-lock.json"))
                .content()
                .as("write it with the .npmrc beside it, and delete its \"funding\" members")
                .contains("\"integrity\"")
                .doesNotContain("\"resolved\"", "://");
    }

    @Test
    void packages_areOfOneVersionEach() throws IOException {
        ObjectValue project = ObjectValue.parse(Files.readAllBytes(SOURCE.resolve("package.json")));
        ObjectValue packages = (ObjectValue) project.member("dependencies").orElseThrow();
        assertThat(packages.members().values())
                .hasSizeGreaterThan(4)
                .allMatch(version -> version instanceof StringValue text
                        && text.text().matches("(npm:@[a-z/]+@)?\\d+\\.\\d+\\.\\d+.*"));
    }
}
