package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPathFormatTest {
    @TempDir
    Path folder;

    private Optional<String> refusal(String mark) throws IOException {
        UserPath userPath = new UserPath(folder.toAbsolutePath());
        Files.createDirectories(userPath.own());
        Files.writeString(userPath.format(), mark);
        return UserPathFormat.refusal(userPath);
    }

    @Test
    void withoutAMark_isTheFirstFormat() {
        assertThat(UserPathFormat.refusal(new UserPath(folder.toAbsolutePath())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1\n", "1 0.2.0\n", "0 0.0.9\n"})
    void knownFormats_areOpened(String mark) throws IOException {
        assertThat(refusal(mark)).isEmpty();
    }

    @Test
    void laterFormat_isRefusedWithTheVersionThatIsNeeded() throws IOException {
        assertThat(refusal("2 0.5.0\n"))
                .contains(folder.toAbsolutePath()
                        + " was written by Candor 0.5.0 in format 2, and this version understands"
                        + " format 1 at most; use Candor 0.5.0 or a later one; or name another folder:"
                        + " USER_PATH=FOLDER");
        assertThat(refusal("2"))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("was written by a later Candor in format 2", "use a later Candor; or name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "2 0.5.0 and more", "99999999999", "2\n\n"})
    void markThatSaysNothing_isRefused(String mark) throws IOException {
        assertThat(refusal(mark))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("must say the format of the user path, such as '2 0.5.0', and does not"));
    }

    @Test
    void markThatIsNoFile_isRefused() throws IOException {
        UserPath userPath = new UserPath(folder.toAbsolutePath());
        Files.createDirectories(userPath.format());
        assertThat(UserPathFormat.refusal(userPath))
                .contains(userPath.format()
                        + " says the format of the user path, and cannot be read: it is no regular file;"
                        + " move it away; or name another folder: USER_PATH=FOLDER");
    }
}
