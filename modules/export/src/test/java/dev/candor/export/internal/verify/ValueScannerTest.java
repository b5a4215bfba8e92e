package dev.candor.export.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.BrokenTextException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueScannerTest {
    private static final int MAX_DEPTH = 8;

    private static ValueScanner over(String text) throws IOException {
        return new ValueScanner(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MAX_DEPTH);
    }

    private static String kept(ValueScanner values) {
        return new String(values.bytes(), 0, values.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"}\"", "{\"a\":1}", "[[],[]]", "true"})
    void value_isKeptWhole_andWhatFollowsItIsTold(String value) throws Exception {
        ValueScanner values = over(" " + value + " }");

        assertThat(values.value(values.next(), '}', () -> "it")).isEqualTo('}');
        assertThat(kept(values)).isEqualTo(value);
        assertThat(values.isTooLong()).isFalse();
    }

    @Test
    void valueThatIsTooLong_isCut_andSaidToBe() throws Exception {
        ValueScanner values = over("\"123456789\",1");

        assertThat(values.value(values.next(), ']', () -> "it")).isEqualTo(',');
        assertThat(values.isTooLong()).isTrue();
        assertThat(kept(values)).isEqualTo("\"1234567");
    }

    @Test
    void skippedValue_isNotKept() throws Exception {
        ValueScanner values = over("[1,[2],\"]\"] ,7");

        assertThat(values.skip(values.next(), '}', () -> "it")).isEqualTo(',');
        assertThat(kept(values)).isEmpty();
        assertThat(values.offset()).isEqualTo(13);
    }

    @Test
    void byteOrderMark_isPassedOver_andTold() throws Exception {
        ValueScanner marked = over("\uFEFF {}");
        ValueScanner plain = over(" {}");

        assertThat(marked.next()).isEqualTo('{');
        assertThat(marked.hasByteOrderMark()).isTrue();
        assertThat(plain.next()).isEqualTo('{');
        assertThat(plain.hasByteOrderMark()).isFalse();
    }

    @Test
    void valueWithoutEnd_isRefusedByItsName() throws Exception {
        ValueScanner values = over("{\"a\":");
        int first = values.next();

        assertThatThrownBy(() -> values.skip(first, '}', () -> "the member score"))
                .isInstanceOf(BrokenTextException.class)
                .hasMessage("the member score has no end (byte 6)");
    }
}
