package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InheritedTest {
    @Test
    void launchersNotes_areReadByteForByte() {
        byte[] environment = {'A', '=', (byte) 0xFF, '\n', 0, 'B', '=', 0};
        String base64 = Base64.getEncoder().encodeToString(environment);
        Inherited inherited = Inherited.from(Map.of(
                "CANDOR_ENVIRON",
                "2",
                "CANDOR_ENVIRON1",
                base64.substring(0, 4),
                "CANDOR_ENVIRON2",
                base64.substring(4),
                "CANDOR_FDS",
                " /proc/1/fd/0 /proc/1/fd/63",
                "CANDOR_SIGBLK",
                "0000000000000200"));
        assertThat(inherited.environment())
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(List.of(new byte[] {'A', '=', (byte) 0xFF, '\n'}, new byte[] {'B', '='}));
        assertThat(inherited.descriptors()).containsExactly(0, 63);
        assertThat(SignalSet.parse(inherited.blocked())).isEqualTo(SignalSet.of(Posix.SIGUSR1));
    }

    @Test
    void emptyEnvironment_staysEmpty() {
        assertThat(Inherited.from(Map.of("CANDOR_ENVIRON", "0")).environment()).isEmpty();
    }

    @Test
    void programWithSlash_isItsOwnOnlyCandidate() {
        assertThat(texts(ProgramSearch.candidates(bytes("./x"), List.of(bytes("PATH=/usr/bin")))))
                .containsExactly("./x");
    }

    @Test
    void programWithoutSlash_isLookedUpInTheGivenPath() {
        assertThat(texts(ProgramSearch.candidates(bytes("sh"), List.of(bytes("PATH=/nosuch:/usr/bin:")))))
                .containsExactly("/usr/bin/sh", "./sh");
    }

    @Test
    void pathIsNotSet_systemFoldersAreSearched() {
        assertThat(texts(ProgramSearch.candidates(bytes("sh"), List.of()))).contains("/usr/bin/sh");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<byte[]> bytes) {
        return bytes.stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
    }

    @Test
    void variables_entriesAsText() {
        List<byte[]> entries = List.of(
                "A=1".getBytes(StandardCharsets.UTF_8),
                "B=x=ü".getBytes(StandardCharsets.UTF_8),
                "A=2".getBytes(StandardCharsets.UTF_8),
                "none".getBytes(StandardCharsets.UTF_8));

        assertThat(new Inherited(entries, Set.of(), "0", "0").variables()).isEqualTo(Map.of("A", "1", "B", "x=ü"));
    }
}
