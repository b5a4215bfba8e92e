package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read again of an events file and what is not, and how a torn end of it is repaired. */
class UsageLogTest {
    private static final String ROW = "{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"s\",\"source\":\"o\","
            + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}";

    @TempDir
    Path folder;

    Path events;
    List<String> notices = new ArrayList<>();

    @BeforeEach
    void file() throws IOException {
        events = folder.resolve("events.jsonl");
        Files.writeString(events, (ROW + "\n").repeat(3));
    }

    private UsageLog log() {
        return log(UsageRules.builtIn());
    }

    private UsageLog log(UsageRules rules) {
        Folders folders = new Folders(folder.resolve("user"), Optional.of(folder.resolve("cache")));
        return new UsageLog(events, rules, folders, InstantSource.system(), notices::add);
    }

    private Optional<VerifiedPrefix> checkpoint() {
        return new VerifiedPrefix.Checkpoint(Optional.of(folder.resolve("cache")), events, UsageRules.builtIn()).load();
    }

    @Test
    void rowsAreChecked_checkpointCoversThem() throws Exception {
        log().prepare(true);
        assertThat(checkpoint()).hasValueSatisfying(verified -> {
            assertThat(verified.bytes()).isEqualTo(3L * (ROW.length() + 1));
            assertThat(verified.lines()).isEqualTo(3);
        });
    }

    @Test
    void nothingChanged_nothingIsReadAgain() throws Exception {
        log().prepare(true);
        VerifiedPrefix before = checkpoint().orElseThrow();
        log().prepare(true);
        assertThat(checkpoint()).contains(before);
    }

    @Test
    void ownAppend_keepsTheFileTrusted() throws Exception {
        log().prepare(true);
        log().append(ROW.getBytes(StandardCharsets.UTF_8));
        VerifiedPrefix after = checkpoint().orElseThrow();
        assertThat(after.stamp().size()).isEqualTo(Files.size(events));
        assertThat(after.lines()).as("what was read, not what was appended").isEqualTo(3);
    }

    @Test
    void otherProgramAppendsAnInvalidRow_itIsFoundAtItsLine() throws Exception {
        log().prepare(true);
        Files.writeString(events, "{\"skill\":\"s\"}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("has an invalid row in line 4: ");
    }

    @Test
    void verifiedPartIsEditedInPlace_itIsFound() throws Exception {
        log().prepare(true);
        FileTime time = Files.getLastModifiedTime(events);
        Files.writeString(events, Files.readString(events).replaceFirst("success", "succe55"));
        Files.setLastModifiedTime(events, time);
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("has an invalid row in line 1: ");
    }

    @Test
    void fileIsReplacedByAShorterOne_itIsReadFromTheBeginning() throws Exception {
        log().prepare(true);
        Files.writeString(events, "{\"skill\":\"s\"}\n");
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("line 1");
    }

    @Test
    void otherRules_readTheFileAgain() throws Exception {
        log().prepare(true);
        Path schema = folder.resolve("schema.json");
        Files.writeString(schema, "{\"properties\":{\"skill\":{\"const\":\"other\"}}}");
        UsageRules strict = UsageRules.load(Optional.of(schema), Optional.empty());
        assertThatThrownBy(() -> log(strict).prepare(true))
                .hasMessageContaining("/skill must be \"other\", found \"s\"");
    }

    @Test
    void checkpointIsDamaged_fileIsReadAgain() throws Exception {
        log().prepare(true);
        try (var files = Files.list(folder.resolve("cache/verified"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "{\"bytes\":");
            }
        }
        Files.writeString(events, "{}\n");
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("line 1");
    }

    @Test
    void checkpointIsADevice_fileIsReadAgain() throws Exception {
        log().prepare(true);
        try (var files = Files.list(folder.resolve("cache/verified"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        }
        Files.writeString(events, "{}\n");
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("line 1");
    }

    @Test
    void cacheCannotBeWritten_rowsAreCheckedAllTheSame() throws Exception {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertThatCode(() -> log().prepare(true)).doesNotThrowAnyException();
        Files.writeString(events, "{}\n");
        assertThatThrownBy(() -> log().prepare(true)).hasMessageContaining("line 1");
    }

    @Test
    void fileCutAtEveryByteOfItsLastTwoRows_isRepairedAndAppendedTo() throws Exception {
        byte[] row = ROW.getBytes(StandardCharsets.UTF_8);
        byte[] last = ROW.replace("\"o\"", "\"\u00e9\\\\n\uD83D\uDE00\"").getBytes(StandardCharsets.UTF_8);
        byte[] whole = (ROW + "\n" + ROW + "\n" + new String(last, StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        int[] ends = {row.length, 2 * row.length + 1, whole.length - 1};
        Path torn = folder.resolve("events.jsonl.torn");
        for (int cut = row.length + 1; cut <= whole.length; cut++) {
            int wholeRows = 1;
            while (wholeRows < ends.length && ends[wholeRows] <= cut) {
                wholeRows++;
            }
            int kept = Math.min(cut, ends[wholeRows - 1] + 1);
            Files.write(events, Arrays.copyOf(whole, cut));
            Files.deleteIfExists(torn);

            log().prepare(true);
            log().append(row);

            byte[] expected = joined(Arrays.copyOf(whole, ends[wholeRows - 1]), row);
            assertThat(events).as("cut at %d", cut).hasBinaryContent(expected);
            if (kept == cut) {
                assertThat(torn).as("cut at %d", cut).doesNotExist();
            } else {
                assertThat(torn).as("cut at %d", cut).hasBinaryContent(joined(Arrays.copyOfRange(whole, kept, cut)));
            }
        }
    }

    /** Each with a newline after it. */
    private static byte[] joined(byte[]... lines) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            joined.writeBytes(line);
            joined.write('\n');
        }
        return joined.toByteArray();
    }

    @Test
    void lastLineIsLongerThanARowCanBe_refused() throws IOException {
        Files.writeString(events, "x".repeat(2 << 20));
        assertThatThrownBy(() -> log().prepare(true))
                .hasMessageEndingWith(
                        "its last line has no end and is longer than a row can be (2097152 bytes); move it"
                                + " away by hand");
    }

    @Test
    void fileHasBlankLines_theyAreNoRows() throws Exception {
        Files.writeString(events, "\n  \n" + ROW + "\n\r\n");
        log().prepare(true);
        assertThat(checkpoint().orElseThrow().lines()).isEqualTo(4);
    }
}
