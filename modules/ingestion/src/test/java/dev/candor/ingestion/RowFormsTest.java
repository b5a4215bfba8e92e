package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same rows give the same receipt and the same logs in every form, and in every container, in which they come. */
@Timeout(120)
class RowFormsTest {
    private static final int SEEDS = 6;

    @TempDir
    Path folder;

    private record Outcome(Receipt receipt, List<String> usages, List<String> executions, int refused) {}

    private Outcome take(Path file) throws IOException {
        FrontDoor door = new FrontDoor(Files.createTempDirectory(folder, "door"));
        Receipt receipt;
        try (Input in = Input.open(file)) {
            receipt = door.pipeline.take(in, RowFormat.AUTO, Optional.empty(), "test", taken -> {});
        }
        return new Outcome(
                receipt, door.rows(Contract.SKILL_USAGE), door.rows(Contract.EXECUTION), door.refused.size());
    }

    /** Rows that are accepted, duplicates, in conflict with others, and refused by their schema. */
    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            int number = random.nextInt(40);
            rows.add(
                    switch (random.nextInt(4)) {
                        case 0 -> FrontDoor.usage(number);
                        case 1 -> FrontDoor.execution("run-" + number % 9, "item " + number);
                        case 2 -> FrontDoor.usage(number).replace("success", "sucess");
                        default -> "{\"unknown\":[" + number + ",{}]}";
                    });
        }
        return rows;
    }

    private static String pretty(String row) {
        return row.replace("{\"", "{\n  \"").replace("\",\"", "\",\n\t\"").replace("\", \"", "\",\n\t\"");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[]... members) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (OutputStream out = new GZIPOutputStream(all)) {
                out.write(member);
            }
        }
        return all.toByteArray();
    }

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 512);
    }

    private static Map<String, byte[]> forms(List<String> rows) throws IOException {
        String lines = String.join("\n", rows);
        byte[] half = utf8(lines.substring(0, lines.length() / 2));
        byte[] otherHalf = utf8(lines.substring(lines.length() / 2));
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("lines", utf8(lines + "\n"));
        forms.put("no newline at the end", utf8(lines));
        forms.put("CRLF", utf8(lines.replace("\n", "\r\n") + "\r\n"));
        forms.put("byte order mark", utf8("\uFEFF" + lines));
        forms.put("array", utf8("[" + String.join(",", rows) + "]"));
        forms.put(
                "pretty array",
                utf8("\uFEFF[\r\n"
                        + String.join(
                                ",\r\n", rows.stream().map(RowFormsTest::pretty).toList())
                        + "\r\n]\r\n"));
        forms.put(
                "documents",
                utf8(String.join("\n", rows.stream().map(RowFormsTest::pretty).toList())));
        forms.put("gzip", gzip(utf8(lines)));
        forms.put("gzip of several members", gzip(half, new byte[0], otherHalf));
        forms.put("padded gzip", padded(gzip(half, otherHalf)));
        forms.put("gzip of an array", gzip(utf8("[" + String.join(",", rows) + "]")));
        return forms;
    }

    @Test
    void sameRows_giveTheSameReceipt_inEveryForm() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> rows = rows(new Random(seed));
            Map<String, byte[]> forms = forms(rows);
            Outcome expected = take(Files.write(folder.resolve("rows"), forms.getOrDefault("lines", new byte[0])));
            assertThat(expected.receipt.received()).isEqualTo(rows.size());
            for (Map.Entry<String, byte[]> form : forms.entrySet()) {
                assertThat(take(Files.write(folder.resolve("rows"), form.getValue())))
                        .as("%s, seed %s", form.getKey(), seed)
                        .isEqualTo(expected);
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(pipe, form.getValue()));
                assertThat(take(pipe))
                        .as("%s through a pipe, seed %s", form.getKey(), seed)
                        .isEqualTo(expected);
                writing.join();
            }
        }
    }

    private static void write(Path pipe, byte[] bytes) {
        try {
            Files.write(pipe, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void gzipThatIsFollowedByGarbage_isTakenWithEveryRow_andTold() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(gzip(utf8(FrontDoor.usage(1) + "\n" + FrontDoor.usage(2) + "\n" + FrontDoor.usage(3))));
        bytes.writeBytes(utf8("garbage"));
        Path file = Files.write(folder.resolve("rows"), bytes.toByteArray());

        Receipt receipt = take(file).receipt();
        assertThat(receipt.accepted()).isEqualTo(3);
        assertThat(receipt.end()).hasValueSatisfying(end -> {
            assertThat(end.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(end.sentence()).contains("expected the end, or more gzip, after member 1");
        });
    }

    @Test
    void gzipThatIsCut_isTakenUpToItsLastWholeRow_andTold() throws IOException {
        byte[] whole = gzip(utf8(FrontDoor.usage(1) + "\n" + FrontDoor.usage(2) + "\n"));
        Path file = Files.write(folder.resolve("rows"), Arrays.copyOf(whole, whole.length - 9));

        Receipt receipt = take(file).receipt();
        assertThat(receipt.accepted()).isPositive();
        assertThat(receipt.end().map(EarlyEnd::kind)).contains(Kind.UNREADABLE);
    }

    @Test
    void arrayOfWhichTheEndIsMissing_isTakenWithEveryRow_andTold() throws IOException {
        Path file = Files.writeString(
                folder.resolve("rows"), "[" + FrontDoor.usage(1) + "," + FrontDoor.usage(2) + ",{\"skill\":");

        Receipt receipt = take(file).receipt();
        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.end().map(EarlyEnd::kind)).contains(Kind.UNDECODABLE);
    }
}
