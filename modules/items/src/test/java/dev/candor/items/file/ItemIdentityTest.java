package dev.candor.items.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.aggregatestore.ItemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemIdentityTest {
    private static final String SIGNATURE = "kiwi-mcp:validated:2026-01-29T10:30:00Z:" + "a".repeat(64);

    @TempDir
    Path folder;

    private Items items;

    @BeforeEach
    void setUp() throws IOException {
        items = Items.in(folder);
    }

    @Test
    void identity_categoryNameAndVersion_isTheRegistryId() throws Exception {
        items.inUser("tools/leo/web_scraper.py", "__version__ = \"2.0.0\"\n");
        items.inUser("directives/ops/d.md", "# D\n<directive name=\"deploy\" version=\"1.0.0\">\n</directive>\n");
        items.inUser("tools/net/t.yaml", "tool_id: pinger\nversion: 1.10\n");
        items.inUser("tools/net/deep/n.js", "// version: 3.1\n");
        items.inUser("tools/os/marked.py", "\uFEFF__version__ = '4'\n");
        items.inUser("tools/flat.py", "__version__ = '1.0'\n__category__ = 'web'\n");

        assertThat(id(ItemType.TOOL, "web_scraper")).isEqualTo("leo/web_scraper@2.0.0");
        assertThat(id(ItemType.DIRECTIVE, "ops/d")).isEqualTo("ops/deploy@1.0.0");
        assertThat(id(ItemType.TOOL, "net/t")).isEqualTo("net/pinger@1.10");
        assertThat(id(ItemType.TOOL, "net/deep/n")).isEqualTo("net/deep/n@3.1");
        assertThat(id(ItemType.TOOL, "marked")).isEqualTo("os/marked@4");
        assertThat(id(ItemType.TOOL, "flat")).isEqualTo("web/flat@1.0");
    }

    @Test
    void identity_nameOnly_isTheName() throws Exception {
        items.inUser("knowledge/api-facts/youtube-proxy.md", "---\nid: kb-api-youtube-proxy\n---\nText\n");
        items.inUser("tools/solo.sh", "#!/bin/sh\n# version: 1\necho\n");

        assertThat(id(ItemType.KNOWLEDGE, "youtube-proxy")).isEqualTo("kb-api-youtube-proxy");
        assertThat(id(ItemType.TOOL, "solo")).isEqualTo("solo");
    }

    @Test
    void identity_nestedCategories_fromFoldersOrMetadata() throws Exception {
        items.inUser("tools/a/b/deep.py", "__version__ = '1'\n");
        items.inUser("tools/said.yaml", "tool_id: said\nversion: '1'\ncategory: web/scraping\n");
        items.inUser("tools/ours.yaml", "tool_id: ours\nversion: '1'\ncategory: core/telemetry\n");
        items.inUser("tools/a\nb/odd.py", "__version__ = '1'\n");

        assertThat(id(ItemType.TOOL, "deep")).isEqualTo("a/b/deep@1");
        assertThat(id(ItemType.TOOL, "web/scraping/said@1")).isEqualTo("web/scraping/said@1");
        assertThat(id(ItemType.TOOL, "ours")).isEqualTo("ours");
        assertThat(id(ItemType.TOOL, "odd")).isEqualTo("odd");
    }

    @Test
    void identity_neither_isTheHashOfTheContent() throws Exception {
        String content = "print('hi')\n";
        items.inUser("tools/web/anonymous.py", content);

        assertThat(id(ItemType.TOOL, "anonymous")).isEqualTo(sha256(content));
    }

    @Test
    void identity_aNameThatIsNone_isNotTaken() throws Exception {
        items.inUser("knowledge/x.md", "---\nid: \"a/b@1\"\n---\nText\n");
        items.inUser("tools/own.yaml", "tool_id: own\nversion: 1\ncategory: core\n");

        assertThat(id(ItemType.KNOWLEDGE, "x")).hasSize(64);
        assertThat(id(ItemType.TOOL, "own")).isEqualTo("own");
    }

    @Test
    void identity_thatStatisticsWouldRefuse_isTheHash() throws Exception {
        String all = "tool_id: \"*\"\n";
        String longest = "tool_id: " + "n".repeat(100) + "\nversion: \"" + "1".repeat(100) + "\"\n";
        String control = "tool_id: \"a\\u0085b\"\n";
        String mark = "tool_id: \"a\\uFEFFb\"\n";
        items.inUser("tools/all.yaml", all);
        items.inUser("tools/" + "c".repeat(100) + "/longest.yaml", longest);
        items.inUser("tools/control.yaml", control);
        items.inUser("tools/mark.yaml", mark);

        assertThat(id(ItemType.TOOL, "all")).isEqualTo(sha256(all));
        assertThat(id(ItemType.TOOL, "longest")).isEqualTo(sha256(longest));
        assertThat(id(ItemType.TOOL, "control")).isEqualTo(sha256(control));
        assertThat(id(ItemType.TOOL, "mark")).isEqualTo(sha256(mark));
    }

    @Test
    void identity_atTheBoundOfStatistics_isTheRegistryId() throws Exception {
        String category = "c".repeat(100);
        String version = "1".repeat(256 - 2 - 100 - 100);
        items.inUser(
                "tools/" + category + "/t.yaml", "tool_id: " + "n".repeat(100) + "\nversion: \"" + version + "\"\n");
        items.inUser("tools/star/t2.yaml", "tool_id: \"*\"\nversion: \"1\"\n");

        assertThat(id(ItemType.TOOL, "t")).hasSize(256).startsWith(category + "/n");
        assertThat(id(ItemType.TOOL, "t2")).isEqualTo("star/*@1");
    }

    @Test
    void hash_bakedIntoAScript_staysTheSame() throws Exception {
        String clean = "#!/bin/sh\n# Says hello.\n\necho hello\n";
        String baked = "#!/bin/sh\n# " + SIGNATURE
                + "\n# Says hello.\n# telemetry:\n#   total_runs: 47\n#   success_rate: 0.957\n\necho hello\n";

        assertThat(hash("tools/a.sh", baked))
                .isEqualTo(hash("tools/b.sh", clean))
                .isEqualTo(sha256(clean));
    }

    @Test
    void hash_sameWordsBelowTheHeader_areContent() throws Exception {
        assertThat(hash("tools/a.sh", "echo\n# telemetry:\n#   x: 1\n"))
                .isNotEqualTo(hash("tools/b.sh", "echo\n# telemetry:\n"));
    }

    @Test
    void hash_bakedIntoYaml_staysTheSame() throws Exception {
        String clean = "executor_id: subprocess\nconfig:\n  telemetry: mine\n  command: echo\n";
        String baked = "# " + SIGNATURE
                + "\nexecutor_id: subprocess\ntelemetry:\n  total_runs: 4\n\n  last_run: \"x\"\nconfig:\n"
                + "  telemetry: mine\n  command: echo\n";

        assertThat(hash("tools/a.yaml", baked))
                .isEqualTo(hash("tools/b.yaml", clean))
                .isEqualTo(sha256(clean));
    }

    @Test
    void hash_bakedIntoFrontMatter_staysTheSame() throws Exception {
        String clean = "---\ntitle: T\ntags: [a]\n---\n\nText\n";
        String baked = "---\ntitle: T\ntelemetry:\n  total_runs: 1\ntags: [a]\n---\n\nText\n";

        assertThat(hash("knowledge/a.md", baked))
                .isEqualTo(hash("knowledge/b.md", clean))
                .isEqualTo(sha256(clean));
    }

    @Test
    void hash_frontMatterOfStatisticsOnly_isAsIfItWereNotThere() throws Exception {
        String clean = "# Title\n\nText\n";

        assertThat(hash("knowledge/a.md", "---\ntelemetry:\n  total_runs: 1\n---\n" + clean))
                .isEqualTo(sha256(clean));
        assertThat(hash("knowledge/b.md", "---\ntelemetry: {total_runs: 1}\n---\n\n" + clean))
                .isEqualTo(sha256(clean));
        assertThat(hash("knowledge/c.md", "<!-- " + SIGNATURE + " -->\n" + clean))
                .isEqualTo(sha256(clean));
    }

    @Test
    void hash_emptyFrontMatterOfOnesOwn_isContent() throws Exception {
        String content = "---\n---\nText\n";

        assertThat(hash("knowledge/a.md", content)).isEqualTo(sha256(content));
    }

    private String id(ItemType type, String id) throws Exception {
        return items.find(type, id).identity();
    }

    private String hash(String path, String content) throws Exception {
        Path file = items.inProject(path, content);
        ItemType type = path.startsWith("tools") ? ItemType.TOOL : ItemType.KNOWLEDGE;
        return id(type, file.getFileName().toString());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
