package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final String HOSTILE =
            "\u001b]0;x\u0007\r\b\u007f\u009b31m\u0085\u2028\u2029\u202e\u2066\u200f\u061c\uFEFF"
                    + "\udb40\udc41\uFFFF";
    private static final String SHOWN =
            "\\u001b]0;x\\u0007\\u000d\\u0008\\u007f\\u009b31m\\u0085\\u2028\\u2029\\u202e\\u2066\\u200f\\u061c\\ufeff"
                    + "\\udb40\\udc41\\uffff";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(out, err, false);

    @Test
    void whatATerminalObeysOrHides_isShown_onBothStreams() {
        terminal.say("é😀\ta\n" + HOSTILE);
        terminal.tell(HOSTILE);
        terminal.complain(HOSTILE);
        assertThat(out.toString(UTF_8)).isEqualTo("é😀\ta\n" + SHOWN + "\n");
        assertThat(err.toString(UTF_8)).isEqualTo("candor: " + SHOWN + "\n" + SHOWN + "\n");
    }

    @Test
    void progress_showsNoDataAsItIs() {
        terminal.progress(HOSTILE);
        assertThat(err.toString(UTF_8)).isEqualTo("\r\u001b[K" + SHOWN);
    }

    @Test
    void json_staysTheSameValue() {
        JsonValue value = JsonValue.of(HOSTILE);
        terminal.say(JsonWriter.compact(value));
        assertThat(JsonValue.parse(out.toString(UTF_8).strip())).isEqualTo(value);
    }

    @Test
    void coloursAreOurs_notThoseOfTheData() {
        Terminal coloured = new Terminal(out, err, true);
        coloured.say(coloured.red("\u001b[32mx") + "\u001b[0m");
        assertThat(out.toString(UTF_8)).isEqualTo("\u001b[31m\\u001b[32mx\u001b[0m\\u001b[0m\n");
    }

    @Test
    void outputOfOthers_isPassedAsItIs() {
        terminal.pass(HOSTILE, HOSTILE);
        terminal.data(HOSTILE);
        assertThat(out.toString(UTF_8)).startsWith(HOSTILE);
        assertThat(err.toString(UTF_8)).isEqualTo(HOSTILE);
    }
}
