package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserPathTest {
    @Test
    void of_userPath_winsOverUserSpace() {
        assertThat(folder(Map.of("USER_PATH", "/a", "USER_SPACE", "/b", "HOME", "/home/u")))
                .isEqualTo(Path.of("/a"));
    }

    @Test
    void of_emptyUserPath_isTakenAsUnset() {
        assertThat(folder(Map.of("USER_PATH", "", "USER_SPACE", "/b", "HOME", "/home/u")))
                .isEqualTo(Path.of("/b"));
    }

    @Test
    void of_nothing_isTheFolderInTheHome() {
        assertThat(folder(Map.of("HOME", "/home/u"))).isEqualTo(Path.of("/home/u/.ai"));
        assertThat(folder(Map.of())).isEqualTo(Path.of("/.ai"));
    }

    @Test
    void of_tilde_isTheHome() {
        assertThat(folder(Map.of("USER_PATH", "~", "HOME", "/home/u"))).isEqualTo(Path.of("/home/u"));
        assertThat(folder(Map.of("USER_PATH", "~/x", "HOME", "/home/u"))).isEqualTo(Path.of("/home/u/x"));
        assertThat(folder(Map.of("USER_PATH", "/~/x", "HOME", "/home/u"))).isEqualTo(Path.of("/~/x"));
    }

    @Test
    void of_relativePath_isMadeAbsolute() {
        assertThat(folder(Map.of("USER_PATH", "x/../y"))).isEqualTo(Path.of("y").toAbsolutePath());
    }

    @Test
    void constructor_relativePath_isRefused() {
        Path relative = Path.of("x");
        assertThatThrownBy(() -> new UserPath(relative)).hasMessage("the user path must be absolute, found x");
    }

    private static Path folder(Map<String, String> environment) {
        return UserPath.of(environment).folder();
    }
}
