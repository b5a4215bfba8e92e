package dev.candor.items.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemReferenceTest {
    @Test
    void parse_everyForm_isTakenApart() throws Exception {
        assertThat(ItemReference.parse(ItemType.TOOL, "scraper"))
                .isEqualTo(new ItemReference(List.of(), "scraper", Optional.empty()));
        assertThat(ItemReference.parse(ItemType.TOOL, "a/b/scraper@2.0.0"))
                .isEqualTo(new ItemReference(List.of("a", "b"), "scraper", Optional.of("2.0.0")));
        assertThat(ItemReference.parse(ItemType.DIRECTIVE, "core/create_tool").path())
                .isEqualTo("core/create_tool");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../x",
                "a/../b",
                "a/./b",
                "/etc/passwd",
                "a//b",
                "a/",
                "/",
                "a\\b",
                "a\0b",
                "a\nb",
                "x@",
                " "
            })
    void parse_whatCouldLeadElsewhere_isRefused(String id) {
        assertThat(catchThrowableOfType(ToolException.class, () -> ItemReference.parse(ItemType.TOOL, id))
                        .code())
                .isEqualTo("item-id-invalid");
    }

    @Test
    void parse_tooLong_isRefusedWithTheBound() {
        assertThatThrownBy(() -> ItemReference.parse(ItemType.TOOL, "x".repeat(257)))
                .hasMessage(
                        "item_id must be name or category/name, each optionally with @version: 1 to 256 characters are needed,"
                                + " found 257.");
    }

    @Test
    void parse_aToolOfOurs_isProtected() {
        assertThatThrownBy(() -> ItemReference.parse(ItemType.TOOL, "core/clear_telemetry"))
                .hasMessage("core/clear_telemetry is one of Candor's own tools and never read from disk."
                        + " Call the tool 'clear_telemetry' directly.");
    }
}
