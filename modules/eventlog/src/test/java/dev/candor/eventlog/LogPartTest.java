package dev.candor.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPartTest {
    @TempDir
    Path folder;

    private static List<String> rows(KeptLog log, LogPart part) throws IOException {
        List<String> rows = new ArrayList<>();
        log.readPart(
                part.start(),
                (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        return rows;
    }

    @Test
    void parts_areNamedInOrder_andOnlyTheLastIsOpen() throws IOException {
        ScratchLog scratch = new ScratchLog(folder);
        try (KeptLog log = scratch.withPartsOf(20)) {
            assertThat(log.parts()).isEmpty();
            for (String row : List.of("a", "b", "c", "d", "e")) {
                log.append(List.of(ScratchLog.row(row)));
            }
            scratch.now.set(ScratchLog.NOON.plus(Duration.ofDays(1)));
            log.append(List.of(ScratchLog.row("f")));
            List<LogPart> parts = log.parts();
            assertThat(parts.stream().map(LogPart::name))
                    .containsExactly(
                            "20261120-000000001", "20261120-000000002", "20261120-000000003", "20261121-000000001")
                    .isSorted();
            assertThat(parts.stream().map(LogPart::isClosed)).containsExactly(true, true, true, false);
            assertThat(rows(log, parts.get(1))).containsExactly("{\"r\":\"c\"}", "{\"r\":\"d\"}");
            log.compress();
            assertThat(log.parts()).isEqualTo(parts);
            assertThat(rows(log, parts.get(2))).containsExactly("{\"r\":\"e\"}");
        }
    }

    @Test
    void part_isReadOnFromAPlaceInIt_andIsEmptyOnceItIsGone() throws IOException {
        ScratchLog scratch = new ScratchLog(folder);
        try (KeptLog log = scratch.withPartsOf(20)) {
            List<Position> places = log.append(List.of(ScratchLog.row("a"), ScratchLog.row("b")));
            log.append(List.of(ScratchLog.row("c")));
            List<String> rows = new ArrayList<>();
            PartRead read = log.readPart(
                    places.get(1),
                    (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
            assertThat(rows).containsExactly("{\"r\":\"b\"}");
            assertThat(read.isWhole()).isTrue();
            assertThat(read.lastRow()).contains(places.get(1));
            LogPart first = log.parts().getFirst();
            Files.delete(scratch.day(20261120).resolve("events.1.log"));
            assertThat(log.parts()).hasSize(1);
            PartRead gone = log.readPart(first.start(), (bytes, from, to) -> rows.add("never"));
            assertThat(gone).isEqualTo(new PartRead(first.start(), Optional.empty(), false));
        }
    }
}
