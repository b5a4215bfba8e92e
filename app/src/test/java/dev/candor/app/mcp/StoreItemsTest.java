package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreItemsTest {
    @TempDir
    Path folder;

    private UsedItems used;
    private KnownItems items;

    @BeforeEach
    void composeTheHub() {
        used = UsedItems.in(folder);
        items = new StoreItems(used.hub().store());
    }

    @Test
    void matching_beginningsFirst_thenWhatContainsIt_bothSorted() throws IOException {
        used.run("web/core", "CORE/upper", "core/b@1.0.0", "core/a@1.0.0", "other", "Encore");
        assertThat(items.matching("core"))
                .containsExactly("core/a@1.0.0", "core/b@1.0.0", "CORE/upper", "Encore", "web/core");
        assertThat(items.matching("nothing")).isEmpty();
    }

    @Test
    void matching_nothingTyped_givesAllInOrder() throws IOException {
        used.run("b", "a", "ä/ö@1:2");
        assertThat(items.matching("")).containsExactly("a", "b", "ä/ö@1:2");
    }

    @Test
    void matching_seesWhatWasRecordedAndClearedSince() throws IOException {
        used.run("first");
        assertThat(items.matching("")).containsExactly("first");
        used.run("second");
        used.hub().store().clear("first");
        assertThat(items.matching("")).containsExactly("second");
    }

    @Test
    void matching_amongThousands_givesAllOfThemInOrder() throws IOException {
        used.run(IntStream.range(0, 5000).mapToObj(n -> String.format(Locale.ROOT, "category/item-%04d", n)));
        used.run("item-0", "zzz/ITEM-499");
        List<String> found = items.matching("item-");
        assertThat(found)
                .hasSize(5002)
                .startsWith("item-0", "category/item-0000", "category/item-0001")
                .endsWith("category/item-4999", "zzz/ITEM-499");
        assertThat(items.matching("item-499"))
                .hasSize(11)
                .startsWith("category/item-4990")
                .endsWith("category/item-4999", "zzz/ITEM-499");
    }

    @Test
    void matching_moreThanAnIdCanHave_isNone() throws IOException {
        used.run("a".repeat(256));
        assertThat(items.matching("a".repeat(256))).hasSize(1);
        assertThat(items.matching("a".repeat(257))).isEmpty();
    }

    @Test
    void matching_storeThatCannotBeRead_saysSo() throws IOException {
        used.becomeUnreadable();
        assertThatThrownBy(() -> items.matching("a"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the statistics cannot be read: ")
                .hasMessageContaining("is left alone");
    }
}
