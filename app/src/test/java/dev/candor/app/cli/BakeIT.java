package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics in items' own files, and those of all items, from the installed command line. */
class BakeIT {
    private static final String CONTENT = "#!/bin/sh\n# version: 1\necho hi\n";

    @TempDir
    Path folder;

    private Installed installed;
    private Path tool;

    @BeforeEach
    void install() throws IOException {
        installed = new Installed(folder);
        Path tools = Files.createDirectories(folder.resolve("project/.ai/tools/ops"));
        tool = Files.writeString(tools.resolve("hi.sh"), CONTENT);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        installed.candor("enable");
        installed.candor(
                "exec",
                "--item-type",
                "tool",
                "--item-id",
                "ops/hi",
                "--project-path",
                folder.resolve("project").toString());
    }

    private Installed.Ended export(String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"export", "--item-id", "ops/hi@1", "--item-path", "project/.ai/tools/ops/hi.sh"},
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return installed.candor(arguments);
    }

    @Test
    void bakeAndUnbake_giveBackTheFile() throws IOException {
        assertThat(export("--dry-run").out()).endsWith("hi.sh would be given its statistics.\n");
        assertThat(tool).hasContent(CONTENT.strip());

        assertThat(export().out()).endsWith("hi.sh was given its statistics.\n");
        assertThat(Files.readString(tool))
                .startsWith("#!/bin/sh\n# telemetry:\n#   total_runs: 1\n#   success_count: 1\n")
                .endsWith("Z\"\n# version: 1\necho hi\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tool)))
                .isEqualTo("rwxr-xr-x");
        assertThat(installed.command(tool.toString()).out()).isEqualTo("hi\n");
        assertThat(export().out()).endsWith("hi.sh is so already; nothing was written.\n");
        assertThat(export("--unbake", "--json").out()).contains("\"change\":\"unbaked\"");
        assertThat(Files.readString(tool)).isEqualTo(CONTENT);
    }

    @Test
    void idAlone_findsTheFile() throws IOException {
        assertThat(installed.candor("export", "--item-id", "ops/hi@1", "--bake").out())
                .endsWith("hi.sh was given its statistics.\n");
        assertThat(tool).content().contains("#   total_runs: 1\n");
        assertThat(installed
                        .candor("export", "--item-id", "ops/hi@1", "--unbake")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(tool)).isEqualTo(CONTENT);
        assertThat(installed
                        .candor("export", "--item-id", "ops/none@1", "--unbake")
                        .err())
                .contains("No file is known as ops/none@1 now")
                .contains("[item-not-found]");
    }

    @Test
    void anotherItem_isRefusedWithBothNames() {
        Installed.Ended ended = installed.candor("export", "--item-id", "ops/hi", "--item-path", tool.toString());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("known as ops/hi@1, and item_id says ops/hi")
                .contains("[item-mismatch]");
        assertThat(tool).hasContent(CONTENT.strip());
    }

    @Test
    void flagsThatMakeNoSense_areRefused() {
        assertThat(List.of(
                        installed.candor("export", "--item-id", "a", "--dry-run"),
                        installed.candor("export", "--item-id", "a", "--bake", "--unbake"),
                        installed.candor("export", "--item-id", "a", "--format", "csv"),
                        installed.candor("export", "items", "--item-id", "a"),
                        installed.candor("export", "items", "--format", "xml"),
                        installed.candor("export", "items", "--format", "parquet"),
                        installed.candor("export", "items", "--json"),
                        installed.candor("export", "items", "--force"),
                        installed.candor("export", "items", "--spreadsheet-safe", "--out", "x"),
                        installed.candor("export", "items", "--out", "s3://bucket/x")))
                .allMatch(ended -> ended.exitCode() == 2 && ended.out().isEmpty());
    }

    @Test
    void allItems_inEveryFormat() throws IOException {
        assertThat(installed.candor("export", "items").out())
                .startsWith("{\"items\":[\n{")
                .endsWith("}\n]}\n");
        assertThat(installed
                        .candor("export", "items", "--format", "csv")
                        .lines()
                        .getLast())
                .startsWith("ops/hi@1,tool,1,1,0,0,0,1.000,");
        for (String format : List.of("json", "csv", "ndjson", "parquet")) {
            Installed.Ended ended = installed.candor("export", "items", "--format", format, "--out", "items." + format);

            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).startsWith("1 item, ").endsWith("items." + format + "\n");
            assertThat(installed
                            .candor("export", "items", "--format", format, "--out", "items." + format)
                            .out())
                    .endsWith("(it was so already)\n");
        }
        assertThat(Files.readAllBytes(folder.resolve("items.parquet"))).startsWith('P', 'A', 'R', '1');
    }

    @Test
    void parquet_needsNoUnpackedLibrary() throws IOException {
        Path analytics = Installed.CANDOR.resolve("../../lib/analytics").normalize();
        Path jar;
        try (var files = Files.newDirectoryStream(analytics, "*.jar")) {
            jar = files.iterator().next();
        }

        try (JarFile duckdb = new JarFile(jar.toFile())) {
            // what is in it would be left in the temporary folder
            assertThat(duckdb.stream().map(JarEntry::getName)).noneMatch(name -> name.startsWith("lib"));
        }
        assertThat(analytics).isDirectoryContaining("glob:**/libduckdb_java.so_linux_*");
        assertThat(installed
                        .candor("export", "items", "--format", "parquet", "--out", "p")
                        .err())
                .isEmpty();
    }

    @Test
    void out_isNeverALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));

        Installed.Ended ended = installed.candor("export", "items", "--out", "link", "--force");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("is a symbolic link, which is never replaced")
                .contains("[file-special]");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void itemsOfEveryKind_areBakedAndRestored() {
        // eleven kinds; random texts of each are baked and restored by BakingPropertyTest, in its own process
        String items = Integer.toString(Proof.of(66, 22));
        Installed.Ended ended = installed.python("bake_items.py", Installed.CANDOR.toString(), items);

        assertThat(ended.out())
                .contains("restored   %1$s of %1$s".formatted(items))
                .contains("broken promises 0");
    }
}
