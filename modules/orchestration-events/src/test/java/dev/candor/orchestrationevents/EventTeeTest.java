package dev.candor.orchestrationevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTeeTest {
    private static final String EVENT = Events.event("10:00:00.000", "shop", "mypy", "started", 1);
    private static final String OTHER = Events.event("10:00:05.000", "shop", "mypy", "succeeded", 1);

    @TempDir
    Path folder;

    private int entries;
    private final MemoryLog events = new MemoryLog();
    private final MemoryLog offenders = new MemoryLog();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Heard heard = new Heard();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

    private static final class Heard implements TeeListener {
        final List<String> refusals = new ArrayList<>();
        final List<String> notices = new ArrayList<>();

        @Override
        public void refused(long line, Finding why) {
            refusals.add(line + " " + why.code());
        }

        @Override
        public void warned(long line, Finding what) {
            notices.add(line + " " + what.code());
        }

        @Override
        public void notice(String sentence) {
            notices.add(sentence);
        }
    }

    private EventTee tee(InputStream input, OutputStream to, boolean suppressed) {
        Quarantine quarantine = new Quarantine(offenders, folder.resolve("lock"), now::get, () -> "q-" + ++entries);
        Pipeline pipeline =
                new Pipeline(Map.of(Contract.ORCHESTRATION, events), quarantine, folder, Duration.ofSeconds(1));
        return new EventTee(pipeline.rows(input, Contract.ORCHESTRATION, "tee"), to, suppressed, now::get, heard);
    }

    private TeeCounts copy(InputStream input, OutputStream to, boolean suppressed) {
        EventTee tee = tee(input, to, suppressed);
        assertThat(tee.copy()).isEmpty();
        return tee.counts();
    }

    private TeeCounts copy(String input) {
        return copy(stream(input), out, false);
    }

    /** Lines of events, each another one. */
    private static String events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(attempt -> Events.event("10:00:00", "shop", "mypy", "failed", attempt) + "\n")
                .collect(Collectors.joining());
    }

    private static String event(int second) {
        return Events.event("10:00:0" + second, "shop", "mypy", "failed", 1);
    }

    private static InputStream stream(String input) {
        return new ByteArrayInputStream(input.getBytes(UTF_8));
    }

    private String passed() {
        return out.toString(UTF_8);
    }

    /** Gives one piece with each read. */
    private static InputStream pieces(Deque<byte[]> pieces, Runnable before) {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("a byte at a time is not asked for");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                before.run();
                if (pieces.isEmpty()) {
                    return -1;
                }
                byte[] piece = pieces.removeFirst();
                int count = Math.min(piece.length, length);
                System.arraycopy(piece, 0, into, from, count);
                if (count < piece.length) {
                    pieces.addFirst(java.util.Arrays.copyOfRange(piece, count, piece.length));
                }
                return count;
            }
        };
    }

    @Test
    void validEvents_passAsTheyCame_andAreRecordedCanonically() throws IOException {
        String spaced = " " + EVENT.replace("\"attempt\":1", "\"attempt\" : 1") + "\r";
        TeeCounts counts = copy(spaced + "\n" + OTHER + "\n");
        assertThat(passed()).isEqualTo(spaced + "\n" + OTHER + "\n");
        assertThat(events.rows()).containsExactly(EVENT, OTHER);
        assertThat(counts.sentence()).isEqualTo("2 events: 2 recorded, 2 passed on");
    }

    @Test
    void lastLineWithoutNewline_passesAsItCame() throws IOException {
        copy(EVENT + "\n" + OTHER);
        assertThat(passed()).isEqualTo(EVENT + "\n" + OTHER);
        assertThat(events.rows()).containsExactly(EVENT, OTHER);
    }

    @Test
    void blankLines_arePassedOver() throws IOException {
        TeeCounts counts = copy("\n  \n" + EVENT + "\n\r\n");
        assertThat(passed()).isEqualTo(EVENT + "\n");
        assertThat(counts.events()).isEqualTo(1);
    }

    @Test
    void offenders_areToldAndKept_andTheStreamGoesOn() throws IOException {
        TeeCounts counts = copy("no json\n" + EVENT + "\n[1]\n" + OTHER.replace("succeeded", "done") + "\n" + OTHER);
        assertThat(passed()).isEqualTo(EVENT + "\n" + OTHER);
        assertThat(heard.refusals).containsExactly("1 NOT_JSON", "3 NOT_AN_OBJECT", "4 SCHEMA_ENUM");
        assertThat(counts.refused()).isEqualTo(3);
        ObjectValue kept = ObjectValue.parse(offenders.rows().get(1));
        assertThat(kept.members())
                .containsEntry("code", JsonValue.of("NOT_AN_OBJECT"))
                .containsEntry("id", JsonValue.of("q-2"))
                .containsEntry("source", JsonValue.of("tee"))
                .containsEntry("payload", JsonValue.of("[1]"))
                .containsEntry("payload_bytes", JsonValue.of(3))
                .containsEntry("time", JsonValue.of("2026-11-21T12:00:00.000Z"))
                .containsEntry("truncated", JsonValue.of(false));
    }

    @Test
    void secrets_reachNoDisk() throws IOException {
        String secret = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789";
        String told = Events.event(
                "10:00:00", "sync", "shop", "git", "failed", 1, "{\"message\":\"push with " + secret + "\"}");
        copy(told + "\nno json " + secret + "\n" + told.replace("failed", secret) + "\n");
        assertThat(passed()).isEqualTo(told + "\n");
        assertThat(events.rows()).hasSize(1).allMatch(row -> row.contains("push with [redacted]"));
        assertThat(offenders.rows()).hasSize(2).noneMatch(row -> row.contains(secret));
    }

    @Test
    void warning_isToldAndCounted_andTheEventPasses() throws IOException {
        TeeCounts counts = copy(Events.event("10:00:00", "sync", "shop", "git", "retried", 2, "{}") + "\n");
        assertThat(heard.notices).containsExactly("1 RETRY_REASON_MISSING");
        assertThat(counts.sentence()).isEqualTo("1 event: 1 recorded, 1 passed on, 1 warning");
    }

    @Test
    void longOffender_isKeptInPart() throws IOException {
        copy("\"" + "x".repeat(100_000) + "\"\n");
        ObjectValue kept = ObjectValue.parse(offenders.rows().getFirst());
        assertThat(kept.text("payload").orElseThrow()).hasSize(64 * 1024);
        assertThat(kept.members())
                .containsEntry("truncated", JsonValue.of(true))
                .containsEntry("payload_bytes", JsonValue.of(100_002));
    }

    @Test
    void lineThatIsTooLong_isRefused_andTheNextIsRead() throws IOException {
        copy("x".repeat(LineScanner.MAX_LINE_BYTES + 1) + "\n" + EVENT + "\n");
        assertThat(heard.refusals).containsExactly("1 LINE_TOO_LONG");
        assertThat(events.rows()).containsExactly(EVENT);
    }

    @Test
    void suppressedOutput_hearsNothing() throws IOException {
        TeeCounts counts = copy(stream(EVENT + "\n"), out, true);
        assertThat(passed()).isEmpty();
        assertThat(counts.sentence()).isEqualTo("1 event: 1 recorded, 0 passed on");
    }

    @Test
    void failingSink_fallsBackToTheOutput_alsoWhenSuppressed() throws IOException {
        events.failing = true;
        TeeCounts counts = copy(stream(EVENT + "\n" + OTHER + "\n"), out, true);
        assertThat(passed()).isEqualTo(EVENT + "\n" + OTHER + "\n");
        assertThat(heard.notices)
                .containsExactly("the events cannot be recorded: the disk is on fire; they go to standard output,"
                        + " and recording is tried again every 5 seconds");
        assertThat(counts.json().members())
                .containsEntry("recorded", JsonValue.of(0))
                .containsEntry("passed_on", JsonValue.of(2))
                .containsEntry("lost", JsonValue.of(0));
    }

    @Test
    void failingSink_isTriedAgainAfterAPause() throws IOException {
        events.failing = true;
        Deque<byte[]> pieces = new ArrayDeque<>();
        for (int i = 0; i < 4; i++) {
            pieces.add((event(i) + "\n").getBytes(UTF_8));
        }
        List<Integer> tries = new ArrayList<>();
        InputStream input = pieces(pieces, () -> {
            tries.add(events.tries);
            if (pieces.size() == 2) {
                now.updateAndGet(time -> time.plus(Sink.PAUSE));
                events.failing = false;
            }
        });
        copy(input, out, true);
        assertThat(tries).containsExactly(0, 1, 1, 2, 3);
        assertThat(events.rows()).hasSize(2);
        assertThat(heard.notices.getLast()).isEqualTo("the events are recorded again; 2 of them were not");
        assertThat(passed()).isEqualTo(event(0) + "\n" + event(1) + "\n");
    }

    @Test
    void failingLogOfOffenders_isToldOnce_andTheStreamGoesOn() throws IOException {
        offenders.failing = true;
        TeeCounts counts = copy("x\n" + EVENT + "\n");
        assertThat(heard.notices)
                .containsExactly("the offenders cannot be recorded: the disk is on fire; they are told but not kept,"
                        + " and recording is tried again every 5 seconds");
        assertThat(counts.sentence()).isEqualTo("2 events: 1 recorded, 1 passed on, 1 refused");
    }

    private static InputStream breaking() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };
    }

    @Test
    void sameEventTwice_passesTwice_andIsRecordedOnce() {
        TeeCounts counts = copy(EVENT + "\n" + EVENT + "\n");
        assertThat(passed()).isEqualTo(EVENT + "\n" + EVENT + "\n");
        assertThat(events.rows()).containsExactly(EVENT);
        assertThat(counts.sentence()).isEqualTo("2 events: 2 recorded, 2 passed on");
    }

    private static OutputStream closed() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }

    @Test
    void closedOutput_doesNotStopRecording() throws IOException {
        TeeCounts counts = copy(stream(events(1000)), closed(), false);
        assertThat(events.rows()).hasSize(1000);
        assertThat(heard.notices)
                .containsExactly("standard output cannot be written: Broken pipe; nothing more is passed on");
        assertThat(counts.sentence()).isEqualTo("1000 events: 1000 recorded, 0 passed on");
    }

    @Test
    void whenBothFail_eventsAreLost_andCounted() throws IOException {
        events.failing = true;
        TeeCounts counts = copy(stream(EVENT + "\n" + OTHER + "\n"), closed(), true);
        assertThat(counts.lost()).isEqualTo(2);
        assertThat(counts.sentence()).isEqualTo("2 events: 0 recorded, 0 passed on, 2 lost");
    }

    @Test
    void lineAlone_isRecordedAndPassedOn_beforeMoreIsAwaited() throws IOException {
        Deque<byte[]> pieces = new ArrayDeque<>(List.of(
                EVENT.substring(0, 20).getBytes(UTF_8),
                (EVENT.substring(20) + "\n").getBytes(UTF_8),
                (OTHER + "\n").getBytes(UTF_8)));
        List<String> states = new ArrayList<>();
        copy(pieces(pieces, () -> states.add(events.rows().size() + " " + passed().length())), out, false);
        int one = EVENT.length() + 1;
        assertThat(states).containsExactly("0 0", "0 0", "1 " + one, "2 " + (one + OTHER.length() + 1));
    }

    @Test
    void manyLinesAtOnce_shareWaits_ofBoundedSize() throws IOException {
        copy(events(2500));
        assertThat(events.rows()).hasSize(2500);
        assertThat(events.batches).hasSizeLessThan(10).allMatch(size -> size <= 1000);
    }

    @Test
    void unreadableInput_isTold_whenWhatCameBeforeIsRecorded() {
        byte[] first = (EVENT + "\n").getBytes(UTF_8);
        EventTee tee = tee(new SequenceInputStream(stream(new String(first, UTF_8)), breaking()), out, false);
        assertThat(tee.copy())
                .hasValueSatisfying(end -> assertThat(end.sentence()).isEqualTo("Input/output error"));
        assertThat(events.rows()).containsExactly(EVENT);
        assertThat(tee.counts().recorded()).isEqualTo(1);
    }

    /** Valid, invalid and blank lines in any order and in pieces of any size. */
    @Test
    void randomStreams_passExactlyTheirValidLines() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            StringBuilder input = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = random.nextInt(700); i > 0; i--) {
                String valid = Events.event("10:00:00." + (100 + random.nextInt(900)), "r", "t", "failed", 1 + i);
                String line = List.of(valid, valid, "", "{}", valid.substring(5), valid + "é\u2028")
                        .get(random.nextInt(6));
                input.append(line).append('\n');
                expected.append(line.equals(valid) ? valid + "\n" : "");
            }
            byte[] bytes = input.toString().getBytes(UTF_8);
            Deque<byte[]> pieces = new ArrayDeque<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(9000));
                pieces.add(java.util.Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
            EventTeeTest run = new EventTeeTest();
            run.folder = folder.resolve(Integer.toString(seed));
            run.copy(pieces(pieces, () -> {}), run.out, false);
            assertThat(run.passed()).as("seed " + seed).isEqualTo(expected.toString());
            assertThat(String.join("\n", run.events.rows()))
                    .as("seed " + seed)
                    .isEqualTo(expected.toString().lines().distinct().collect(Collectors.joining("\n")));
        }
    }
}
