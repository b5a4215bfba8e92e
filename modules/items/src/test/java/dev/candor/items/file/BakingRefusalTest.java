package dev.candor.items.file;

import static dev.candor.items.file.BakingBench.FEW;
import static dev.candor.items.file.BakingBench.FEW_YAML;
import static dev.candor.items.file.BakingBench.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BakingRefusalTest {
    @TempDir
    Path folder;

    private BakingBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new BakingBench(folder);
    }

    private ToolException refusal(Path file) {
        return catchThrowableOfType(ToolException.class, () -> bench.bake(file, FEW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools/a.yaml|tool_id: a\\ntelemetry: {total_runs: 3}\\n|telemetry-foreign|line 2 begins statistics",
                "tools/a.yaml|tool_id: a\\n? telemetry\\n: 3\\n|telemetry-foreign|the YAML has a key telemetry",
                "tools/a.sh|#!/bin/sh\\n# telemetry:\\n#   total_runs: 3\\n|telemetry-foreign|line 2 begins statistics",
                "knowledge/a.md|---\\nid: a\\ntelemetry:\\n  total_runs: 3\\n---\\n|telemetry-foreign|line 3 begins statistics",
                "knowledge/a.md|---\\nid: [a\\n---\\nText\\n|item-invalid|YAML that cannot be read",
                "knowledge/a.md|---\\nprose\\n---\\nText\\n|item-invalid|a mapping (name: value) is needed",
                "tools/a.yaml|tool_id: a\\n---\\ntool_id: b\\n|item-invalid|a single document",
                "tools/a.yaml|{tool_id: a}\\n|item-unbakeable|there is no place in it",
                "tools/a|echo no interpreter named|item-unbakeable|its first line must name a known interpreter",
                "tools/a.sh|#!/bin/sh\\n\\0|item-unbakeable|bytes that are no text",
                "tools/a.sh|#!/bin/sh\\n# kiwi-mcp:validated:2026-01-29T10:30:00Z:00\\n|signature-unknown|Line 2 has a signature which fits neither",
                "directives/a.md|<!-- kiwi-mcp:validated:2026-01-29T10:30:00Z:00 -->\\nText\\n|signature-unknown|Line 1",
                "directives/a.md|<!-- rye:validated:2026-01-29T10:30:00Z:00 -->\\nText\\n|signature-unknown|(rye:validated)",
                "tools/a.py|#!/usr/bin/python3\\n# rye:signed:me\\n|signature-unknown|Line 2 has a signature of a kind that is not known here",
                "tools/a.py|# sha256: 6ccaa6415b5ee449e3c5c716f57b4608ebe3b780f5aa6b077bc5d8eee5d961f9\\n|signature-unknown|(sha256)",
                "tools/a.yaml|a: 1\\n# -----BEGIN SSH SIGNATURE-----\\n|signature-unknown|Line 2",
                "knowledge/a.md|-----BEGIN PGP SIGNED MESSAGE-----\\nText\\n|signature-unknown|BEGIN PGP SIGNED MESSAGE",
                "knowledge/a.md|+++\\nid = 't'\\n+++\\nText\\n|item-unbakeable|it begins with TOML between +++",
                "knowledge/a.md|\\n\\n+++\\nid = 't'\\n+++\\nText\\n|item-unbakeable|TOML",
                "knowledge/a.md|{\\n  'id': 't'\\n}\\nText\\n|item-unbakeable|a JSON object",
                "knowledge/a.md|---toml\\nid = 't'\\n---\\nText\\n|item-unbakeable|names its language",
                "knowledge/a.md|\\n---\\nid: t\\n---\\nText\\n|item-unbakeable|begins on a later line",
                "knowledge/a.md|---\\nid: t\\n...\\nText\\n|item-unbakeable|ends in another way",
                "knowledge/a.md|<!--\\nid: t\\n-->\\nText\\n|item-unbakeable|front matter in a comment",
                "knowledge/a.md|% Title\\n% Author\\n|item-unbakeable|percent signs",
                "knowledge/a.md|Title: T\\nAuthor: A\\n\\nText\\n|item-unbakeable|lines of name: value",
                "directives/a.md|#+TITLE: T\\nText\\n|item-unbakeable|Org or AsciiDoc"
            })
    void item_thatCannotCarryStatistics_isRefusedAndStays(String path, String text, String code, String why)
            throws Exception {
        String content = text.replace("\\n", "\n").replace("\\0", "\0");
        Path file = bench.item(path, content);

        ToolException refusal = refusal(file);

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(why);
        assertThat(content(file)).isEqualTo(content);
        assertThat(BakingBench.besides(file)).hasSize(1);
    }

    @Test
    void foreignStatistics_areNotTakenOutEither() throws Exception {
        Path file = bench.item("tools/a.yaml", FEW_YAML.replace("  ", "    "));

        assertThat(catchThrowableOfType(ToolException.class, () -> bench.unbake(file))
                        .code())
                .isEqualTo("telemetry-foreign");
    }

    @Test
    void file_thatIsNoItem_isRefused() throws Exception {
        Path elsewhere = Files.writeString(bench.project.resolve("a.sh"), "#!/bin/sh\n");
        Path secret = Files.writeString(folder.toRealPath().resolve("secret.sh"), "#!/bin/sh\n");
        Path leadingOut =
                Files.createSymbolicLink(bench.item("tools/real.sh", "").resolveSibling("link.sh"), secret);

        assertThat(List.of(
                        elsewhere,
                        leadingOut,
                        bench.item("tools/a.txt", "x"),
                        bench.item("tools/.a.sh", "x"),
                        bench.item("scripts/a.sh", "x")))
                .extracting(file -> refusal(file).code())
                .containsOnly("item-outside");
        assertThat(refusal(bench.project.resolve(".ai/tools/none.sh")).code()).isEqualTo("item-not-found");
        assertThat(refusal(bench.item("tools/core/x.sh", "#!/bin/sh\n")).code()).isEqualTo("protected-item");
        assertThat(refusal(Path.of("relative.sh")).code()).isEqualTo("item-path-invalid");
        assertThat(refusal(Files.createDirectory(bench.project.resolve(".ai/tools/folder.sh")))
                        .code())
                .isEqualTo("item-not-regular");
        assertThat(secret).hasContent("#!/bin/sh");
    }

    @Test
    void linkWithinTheItems_isFollowed() throws Exception {
        Path file = bench.item("tools/real.sh", "#!/bin/sh\n");
        Path link = Files.createSymbolicLink(file.resolveSibling("link.sh"), file);

        bench.bake(link, FEW);

        assertThat(link).isSymbolicLink();
        assertThat(content(file)).contains("total_runs: 3");
    }

    @Test
    void fileOfSeveralNames_isRefused() throws Exception {
        Path file = bench.item("tools/real.sh", "#!/bin/sh\n");
        Files.createLink(folder.resolve("other.sh"), file);

        assertThat(refusal(file)).hasMessageContaining("has 2 names (hard links)");
    }

    @Test
    void policy_isHonoured() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n");
        Path users = Files.createDirectories(bench.user.resolve("tools")).resolve("u.sh");
        Files.writeString(users, "#!/bin/sh\n");

        bench.policy = RunPolicy.within(List.of(bench.user));
        assertThat(refusal(file).code()).isEqualTo("root-not-allowed");
        assertThat(refusal(bench.project.resolve(".ai/tools/none.sh")).code()).isEqualTo("root-not-allowed");
        bench.bake(users, FEW);
        bench.policy = RunPolicy.within(List.of(bench.project));
        bench.bake(file, FEW);
        bench.policy = RunPolicy.off();
        assertThat(List.of(file, users))
                .extracting(item -> refusal(item).code())
                .containsOnly("bake-not-allowed");
    }

    @Test
    void file_thatWasChangedSinceItWasOpened_isLeftAlone() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n");
        BakeableItem item = bench.open(file);
        Files.writeString(file, "#!/bin/sh\necho edited\n");

        assertThat(catchThrowableOfType(ToolException.class, () -> item.bake(FEW, false))
                        .code())
                .isEqualTo("item-changed");
        assertThat(content(file)).isEqualTo("#!/bin/sh\necho edited\n");
        assertThat(BakingBench.besides(file)).hasSize(1);
    }

    @Test
    void item_thatWouldBecomeTooLarge_isRefused() throws Exception {
        Path file = bench.item("tools/a.sh", "#!/bin/sh\n" + "#".repeat((1 << 20) - 20));

        assertThat(refusal(file).code()).isEqualTo("item-too-large");
    }
}
