package dev.candor.app;

import java.util.HexFormat;
import java.util.function.Supplier;

/** Ids of spans as W3C Trace Context has them: 16 hexadecimal digits by chance, not all of them zero. */
public final class SpanIds implements Supplier<String> {
    @Override
    public String get() {
        long id = RunIds.chance(Long.BYTES).getLong();
        return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
    }
}
