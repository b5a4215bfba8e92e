package dev.candor.items.file;

import static dev.candor.items.file.BakingBench.FEW;
import static dev.candor.items.file.BakingBench.MANY;
import static dev.candor.items.file.BakingBench.content;
import static dev.candor.items.file.BakingBench.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.foundation.capability.ToolException;
import dev.candor.items.file.BakeableItem.Change;
import dev.candor.testing.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every item that carries statistics, over items as people write them. */
class BakingPropertyTest {
    private static final int ITEMS = 600;

    @TempDir
    Path folder;

    @Test
    void bakeAndUnbake_ofEveryItem_keepTheirPromises() throws Exception {
        BakingBench bench = new BakingBench(folder);
        Map<String, Integer> refusals = new TreeMap<>();
        for (int seed = 0; seed < Proof.of(ITEMS); seed++) {
            RandomItem item = RandomItem.of(seed);
            Path file = bench.item(item.path(), item.content());
            String what = "seed " + seed + ": " + item.content();
            if (!item.refusal().isEmpty()) {
                ToolException refused = catchThrowableOfType(ToolException.class, () -> bench.bake(file, FEW));
                assertThat(refused).as(what).isNotNull();
                assertThat(refused.code()).as(what).isEqualTo(item.refusal());
                assertThat(content(file)).as(what).isEqualTo(item.content());
                refusals.merge(refused.code(), 1, Integer::sum);
                continue;
            }
            String identity = bench.open(file).identity();

            assertThat(bench.bake(file, FEW).change()).as(what).isEqualTo(Change.BAKED);
            String few = content(file);
            assertThat(bench.open(file).identity()).as(what).isEqualTo(identity);
            assertThat(bench.bake(file, FEW).change()).as(what).isEqualTo(Change.UNCHANGED);
            assertThat(bench.bake(file, MANY).change()).as(what).isEqualTo(Change.REBAKED);
            String many = content(file);
            assertThat(bench.unbake(file).change()).as(what).isEqualTo(Change.UNBAKED);
            assertThat(content(file)).as(what).isEqualTo(item.content());
            assertThat(sha256(content(file))).isEqualTo(sha256(item.content()));
            bench.bake(file, MANY);
            assertThat(content(file)).as(what).isEqualTo(many);
            // an item may be empty, and nothing is no subsequence to AssertJ
            List<String> rest = new ArrayList<>(List.of("begin"));
            rest.addAll(lines(item.content()));
            List<String> all = new ArrayList<>(List.of("begin"));
            all.addAll(lines(few));
            assertThat(all).as(what).containsSubsequence(rest);
        }
        System.out.println(Proof.of(ITEMS)
                + " items baked and restored to the same SHA-256, but for those that were refused: " + refusals);
        assertThat(refusals).containsOnlyKeys("item-unbakeable", "signature-unknown", "telemetry-foreign");
    }

    /** The lines without their ends, without a byte order mark, and without signatures, which are renewed. */
    private static List<String> lines(String content) {
        return Arrays.stream(content.replace("\u00EF\u00BB\u00BF", "").split("\r?\n", -1))
                .filter(line -> !line.contains("kiwi-mcp:validated:"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
