package dev.candor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsAreInstalledTest {
    @Test
    void emptyFolder_lacksEveryTool_andNamesItsPackage(@TempDir Path empty) {
        assertThat(ToolsAreInstalled.missing(empty.toString()))
                .hasSize(16)
                .contains(
                        "zsh (Debian package zsh)",
                        "busybox (Debian package busybox)",
                        "fish (Debian package fish)",
                        "setpriv (Debian package util-linux)");
    }

    @Test
    void searchPath_ofTheseTests_lacksNothing() {
        assertThat(ToolsAreInstalled.missing(System.getenv("PATH"))).isEmpty();
    }
}
