package dev.candor.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of rows to which something happened in the middle.
 *
 * @param untouched the rows of which no byte, and not the newline before, was changed
 * @param mayLookWhole whether a damaged row may still be a row, though another one
 */
record Damaged(byte[] bytes, List<String> untouched, boolean mayLookWhole) {
    static Damaged by(Random random, String... names) {
        byte[] bytes = ScratchLog.lines(names).getBytes(UTF_8);
        int from = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> flipped(bytes, from, random, names);
            case 1 -> zeroed(bytes, from, random, names);
            case 2 -> withoutANewline(bytes, random.nextInt(names.length), names);
            default -> withGarbage(bytes, from, random, names);
        };
    }

    private static Damaged flipped(byte[] bytes, int at, Random random, String... names) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return new Damaged(bytes, outside(at, at + 1, names), true);
    }

    private static Damaged zeroed(byte[] bytes, int from, Random random, String... names) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        Arrays.fill(bytes, from, to, (byte) 0);
        return new Damaged(bytes, outside(from, to, names), false);
    }

    private static Damaged withoutANewline(byte[] bytes, int row, String... names) {
        int at = 0;
        for (int i = 0; i <= row; i++) {
            at += ScratchLog.row(names[i]).length + 1;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(bytes, 0, at - 1);
        rest.write(bytes, at, bytes.length - at);
        return new Damaged(rest.toByteArray(), outside(at - 1, at, names), false);
    }

    private static Damaged withGarbage(byte[] bytes, int at, Random random, String... names) {
        byte[] garbage = new byte[1 + random.nextInt(100)];
        random.nextBytes(garbage);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        all.writeBytes(garbage);
        all.write(bytes, at, bytes.length - at);
        return new Damaged(all.toByteArray(), outside(at, at, names), true);
    }

    /** A row is whole when neither it nor a newline beside it was touched. */
    private static List<String> outside(int from, int to, String... names) {
        List<String> untouched = new ArrayList<>();
        int begin = 0;
        for (String name : names) {
            int end = begin + ScratchLog.row(name).length + 1;
            if (to < begin || from >= end) {
                untouched.add(name);
            }
            begin = end;
        }
        return untouched;
    }
}
