package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.files.ShippedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is a file of limits. */
@Isolated("sets candor.home")
class ApplicationFileTest {
    private static final String KEYS = String.join(", ", Limits.keys());

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheHome() {
        System.clearProperty(ShippedFile.HOME);
    }

    private static void assertRefused(String yaml, String sentence) {
        assertThatThrownBy(() -> ServerFixture.file(yaml).values())
                .isInstanceOf(ServerException.class)
                .hasMessage("application.yaml: " + sentence);
    }

    @Test
    void shipped_withoutAHome_isTheOneOfTheClassPath() throws Exception {
        ApplicationFile shipped = ApplicationFile.shipped();
        assertThat(shipped.name()).isEqualTo("config/application.yaml");
        assertThat(shipped.values()).containsOnlyKeys(Limits.keys()).containsEntry("candor.limits.body-time", "30s");
    }

    @Test
    void shipped_isReadFromTheHome() throws Exception {
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yaml"), ServerFixture.LIMITS);
        System.setProperty(ShippedFile.HOME, folder + "/bin/..");
        Files.createDirectory(folder.resolve("bin"));

        ApplicationFile shipped = ApplicationFile.shipped();

        assertThat(shipped.name()).isEqualTo(folder + "/config/application.yaml");
        assertThat(shipped.values()).containsEntry("candor.limits.body-time", "2s");
    }

    @Test
    void shipped_missingFromTheHome_saysToInstallAnew() {
        System.setProperty(ShippedFile.HOME, folder.toString());
        assertThatThrownBy(ApplicationFile::shipped)
                .isInstanceOf(ServerException.class)
                .hasMessage("the installation misses config/application.yaml, or it cannot be read:"
                        + " there is no such file; install Candor anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bodi", "bodyTime", "body_time"})
    void unknownLimit_isRefused(String key) {
        assertRefused(
                ServerFixture.LIMITS + "    " + key + ": 1s\n",
                "expected no other keys than " + KEYS + ", found 'candor.limits." + key + "'");
    }

    /** Not even where the server would ignore it: somebody meant something by it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoints.web.exposure.include",
                "management.server.port",
                "management.endpoint.env.access",
                "server.address",
                "spring.web.error.include-stacktrace",
                "spring.config.import"
            })
    void keyOfSpring_isRefused(String key) {
        assertRefused(
                ServerFixture.LIMITS + key + ": '*'\n",
                "expected no other keys than " + KEYS + ", found '" + key + "'");
    }

    @Test
    void missingKey_isNamed() {
        assertRefused(
                ServerFixture.LIMITS.replace("    grace: 1s\n", ""),
                "expected candor.limits.grace to have a value, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "''", "~", "' '", "{}"})
    void emptyValue_isAMissingOne(String value) {
        assertRefused(
                ServerFixture.LIMITS.replace("grace: 1s", "grace: " + value),
                "expected candor.limits.grace to have a value, found none");
    }

    @Test
    void keyInTwoSpellings_isRefused() {
        assertRefused(
                ServerFixture.LIMITS + "candor.limits.grace: 6s\n",
                "expected each key once, found 'candor.limits.grace' twice");
    }

    @Test
    void brokenYaml_saysLineAndColumn() {
        assertThatThrownBy(() -> ServerFixture.file(ServerFixture.LIMITS.replace("body-time: 2s", "body-time: 2s: 3s"))
                        .values())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("application.yaml: expected YAML; line 4, column 18: ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void keyTwice_saysLineAndColumn() {
        assertThatThrownBy(() -> ServerFixture.file(ServerFixture.LIMITS + "    grace: 6s\n")
                        .values())
                .hasMessageStartingWith("application.yaml: expected YAML; line 16, column 5: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n---\nb: 2\n", "a: !!java.net.URL [x]\n", "a: &a [*a]\n"})
    void moreThanPlainYaml_isRefused(String yaml) {
        assertThatThrownBy(() -> ServerFixture.file(yaml).values())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("application.yaml: expected YAML; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "- a", "text", "1"})
    void noMapping_isRefused(String yaml) {
        assertRefused(yaml, "expected a mapping, as in candor: {limits: {…}}, found none");
    }

    @Test
    void bytesThatAreNoUtf8_areRefused() {
        ApplicationFile file = new ApplicationFile("x", "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(file::values).hasMessage("x: expected YAML; the text is not valid UTF-8");
    }

    @Test
    void hugeFile_isRefused() {
        assertRefused("#".repeat(64 * 1024 + 1), "expected at most 65536 bytes, found more");
    }
}
