package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.candor.foundation.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTracesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    f()\nValueError: x",
                "mypy failed: Traceback (most recent call last): File \"/x/a.py\", line 3, in f raise KeyError",
                "Traceback (most recent call last):\\n  File \\\"a.py\\\", line 3, in <module>\\n",
                "  File \"a.py\", line 3, in f\n    g()\n  File \"b.py\", line 4, in g\n    h()",
                "java.lang.IllegalStateException: x\n\tat a.b.C.d(C.java:12)\n\tat a.b.C.main(C.java:3)",
                "x\n    at a.B.<init>(B.kt:7)",
                "x\r\n\tat jdk.internal.reflect.X.invoke(Native Method)",
                "x\\n\\tat a.b.C.d(C.java:12)",
                "IllegalStateException at a.b.C.d(C.java:12) at a.b.C.main(C.java:3)",
                "TypeError: x is undefined\n    at f (/srv/app/index.js:10:5)\n    at main (/srv/app/main.js:2:1)",
                "Error: x\n    at /srv/app/index.js:10:5",
                "Error: x\n    at async f (file:///srv/index.mjs:10:5)",
                "Unhandled exception.\n   at A.B.C(String s) in C:\\src\\B.cs:line 12\n   at A.Main()",
                "System.Exception: x\n   at A.B.C(String s)\n   at A.B.Main(String[] args)\n",
                "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d",
                "Error: x\n    at Module._compile (node:internal/modules/cjs/loader:1105:14)",
            })
    void isTrace_rawTrace_isOne(String text) {
        assertThat(StackTraces.isTrace(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mypy --strict exit 1",
                "The traceback is in the artifact file",
                "A traceback (most recent call last) was printed; see out/reports/x.md",
                "Traceback (most recent call last) was seen",
                "see File \"a.py\", line 3",
                "failed at a.b.C.d(C.java:12)",
                "error in index.js:10:5",
                "stopped at 10:05:33 and again at 11:05:33",
                "a list:\n  at home\n  at work (office)\n",
                "lines:\n    at 10:05:33 it began\n    at 11:00:00 it ended",
                "a goroutine leaked in main.go: see the log",
                "all goroutine counts [ok]: none in x.go:",
                "look at line 3 (a note) at column 4 (another)",
            })
    void isTrace_plainText_isNone(String text) {
        assertThat(StackTraces.isTrace(text)).isFalse();
    }

    @Test
    void find_traceInsideLists_pointsAtIt() {
        JsonValue value = JsonValue.parse("{\"a/b\":[1,{\"c\":\"x\\n\\tat a.B.c(B.java:1)\"}]}");
        assertThat(StackTraces.find(value, "/details")).hasValue("/details/a~1b/1/c");
    }

    @Test
    void find_traceAsAName_pointsAtItsHolder() {
        JsonValue value = JsonValue.parse("{\"a\":{\"x\\n\\tat a.B.c(B.java:1)\":1}}");
        assertThat(StackTraces.find(value, "/details")).hasValue("/details/a");
    }

    @Test
    void find_traceLineByLine_pointsAtTheList() {
        JsonValue value = JsonValue.of(List.of(
                JsonValue.of("Traceback (most recent call last):"),
                JsonValue.of("  File \"a.py\", line 3, in f"),
                JsonValue.of("ValueError")));
        assertThat(StackTraces.find(value, "/x")).hasValue("/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at a(",
                "at ",
                "\nat a:1",
                "File \"",
                "Traceback (most recent call last)",
                " at x.y(z",
                "at ((((",
                "\\n"
            })
    @Timeout(
            60) // milliseconds do, where each place is looked at once; where each is looked at from all others, minutes
    void isTrace_hostileText_takesLinearTime(String unit) {
        String text = unit.repeat(1_000_000 / unit.length());
        assertThatCode(() -> StackTraces.isTrace(text)).doesNotThrowAnyException();
    }
}
