package dev.candor.items.file;

import static dev.candor.items.file.BakingBench.FEW;
import static dev.candor.items.file.BakingBench.content;
import static dev.candor.items.file.BakingBench.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.BakeableItem.Change;
import dev.candor.items.file.BakeableItem.Result;
import dev.candor.items.file.BakeableItem.SignatureState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that another program made, in {@code signatures.json}. */
class SignatureVectorsTest {
    @TempDir
    Path folder;

    private BakingBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new BakingBench(folder);
    }

    record Vector(String path, String before, String file, String sign, String sha256) {
        String signed(String hash) {
            return before + String.format(Locale.ROOT, sign, hash) + file;
        }

        boolean isTool() {
            return path.startsWith("tools/");
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream in = SignatureVectorsTest.class.getResourceAsStream("signatures.json")) {
            return ((ArrayValue) JsonValue.parse(in.readAllBytes()))
                    .items().stream()
                            .map(ObjectValue.class::cast)
                            .map(vector -> new Vector(
                                    vector.text("path").orElseThrow(),
                                    vector.text("before").orElseThrow(),
                                    vector.text("file").orElseThrow(),
                                    vector.text("sign").orElseThrow(),
                                    vector.text("sha256").orElseThrow()))
                            .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signedItem_isBakedAndRestored(Vector vector) throws Exception {
        String signed = vector.signed(vector.sha256());
        Path file = bench.item(vector.path(), signed);

        Result result = bench.bake(file, FEW);

        assertThat(result)
                .isEqualTo(new Result(Change.BAKED, vector.isTool() ? SignatureState.RENEWED : SignatureState.KEPT));
        String baked = content(file);
        assertThat(baked.contains(vector.sha256())).isEqualTo(!vector.isTool());
        bench.unbake(file);
        assertThat(content(file)).isEqualTo(signed);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signatureOfAnotherContent_isRefused(Vector vector) throws Exception {
        Path file = bench.item(vector.path(), vector.signed("0".repeat(64)));

        assertThat(catchThrowableOfType(ToolException.class, () -> bench.bake(file, FEW))
                        .code())
                .isEqualTo("signature-unknown");
    }

    /** The form that handlers of the known implementation write: with the id and the version. */
    @ParameterizedTest
    @CsvSource({
        "0, 41d5b2c37a8c91054f169489c55dc6a87ab5ef3188d12c9abab08ee5bc446be9",
        "1, e4908ec85dede188ff31f49e8c641d14a800783b68ae3967ec5d9191356fdac2",
        "1, 41f02db79cad0d0c7337e233df18161a722048ca332dc2ab74afa239742852ba"
    })
    void signatureOfIdVersionAndContent_isKept(int vector, String sha256) throws Exception {
        String signed = vectors().get(vector).signed(sha256);
        Path file = bench.item(vectors().get(vector).path(), signed);

        assertThat(bench.bake(file, FEW)).isEqualTo(new Result(Change.BAKED, SignatureState.KEPT));

        assertThat(content(file)).contains(sha256);
        bench.unbake(file);
        assertThat(content(file)).isEqualTo(signed);
    }

    @Test
    void renewedSignature_vouchesForTheBakedTool_andKeepsItsTime() throws Exception {
        String rest = "\"\"\"doc\"\"\"\n__version__ = \"1.0.0\"\n";
        Path file = bench.item(
                "tools/t.py",
                "#!/usr/bin/env python3\n# kiwi-mcp:validated:2026-01-29T10:30:00Z:" + sha256(rest) + "\n" + rest);

        bench.bake(file, FEW);

        assertThat(content(file))
                .isEqualTo("#!/usr/bin/env python3\n# kiwi-mcp:validated:2026-01-29T10:30:00Z:"
                        + sha256(BakingBench.FEW_HASH + rest) + "\n" + BakingBench.FEW_HASH + rest);
    }

    @Test
    void signerThatReadsLinesAsText_isUnderstood() throws Exception {
        String signed = "# kiwi-mcp:validated:2026-01-29T10:30:00Z:" + sha256("print()\n") + "\r\nprint()\r\n";
        Path file = bench.item("tools/t.py", signed);

        assertThat(bench.bake(file, FEW).signature()).isEqualTo(SignatureState.RENEWED);
        assertThat(content(file)).contains(sha256(BakingBench.FEW_HASH + "print()\n"));
        bench.unbake(file);
        assertThat(content(file)).isEqualTo(signed);
    }
}
