package dev.candor.items.file;

import static dev.candor.items.file.BakingBench.FEW;
import static dev.candor.items.file.BakingBench.MANY;
import static dev.candor.items.file.BakingBench.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.items.file.BakeableItem.Change;
import dev.candor.testing.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        for (int seed = 0; seed < Proof.of(ITEMS); seed++) {
            RandomItem item = RandomItem.of(seed);
            Path file = bench.item(item.path(), item.content());
            String what = "seed " + seed + ": " + item.content();
            String identity = bench.open(file).identity();

            assertThat(bench.bake(file, FEW).change()).as(what).isEqualTo(Change.BAKED);
            String few = content(file);
            assertThat(bench.open(file).identity()).as(what).isEqualTo(identity);
            assertThat(bench.bake(file, FEW).change()).as(what).isEqualTo(Change.UNCHANGED);
            assertThat(bench.bake(file, MANY).change()).as(what).isEqualTo(Change.REBAKED);
            String many = content(file);
            assertThat(bench.unbake(file).change()).as(what).isEqualTo(Change.UNBAKED);
            assertThat(content(file)).as(what).isEqualTo(item.content());
            bench.bake(file, MANY);
            assertThat(content(file)).as(what).isEqualTo(many);
            // an item may be empty, and nothing is no subsequence to AssertJ
            List<String> rest = new ArrayList<>(List.of("begin"));
            rest.addAll(lines(item.content()));
            List<String> all = new ArrayList<>(List.of("begin"));
            all.addAll(lines(few));
            assertThat(all).as(what).containsSubsequence(rest);
        }
    }

    /** The lines without their ends, without a byte order mark, and without signatures, which are renewed. */
    private static List<String> lines(String content) {
        return Arrays.stream(content.replace("\u00EF\u00BB\u00BF", "").split("\r?\n", -1))
                .filter(line -> !line.contains("kiwi-mcp:validated:"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
