package dev.candor.ingestion;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an entry left the quarantine.
 *
 * @param resolves the entry's id
 * @param time when, ISO 8601 in UTC with milliseconds
 * @param detail more, by how it left: {@code receipt} ({@code accepted} or {@code duplicate}) of what was replayed,
 *     {@code reason} of what was dropped, {@code moved_to} of what was refused again; may be empty
 */
public record Resolution(String resolves, How how, String time, String detail) {
    private static final byte[] RESOLUTION = "{\"how\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SUCCESSOR = ("{\"" + QuarantineEntry.AFTER + "\":").getBytes(StandardCharsets.UTF_8);

    /** The ways out. */
    public enum How {
        /** The row is in its log now. */
        REPLAYED("receipt"),
        /** Somebody gave it up. */
        DROPPED("reason"),
        /** It was refused for another reason, which another entry holds. */
        REFUSED_AGAIN("moved_to");

        private final String detailName;

        How(String detailName) {
            this.detailName = detailName;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The members of the row. */
    public ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("how", JsonValue.of(how.word()));
        members.put("resolves", JsonValue.of(resolves));
        members.put("time", JsonValue.of(time));
        if (!detail.isEmpty()) {
            members.put(how.detailName, JsonValue.of(detail));
        }
        return new ObjectValue(members);
    }

    byte[] row() {
        return JsonWriter.compact(json()).getBytes(StandardCharsets.UTF_8);
    }

    /** What a row of the quarantine says of an entry before it; empty when it says nothing of any. */
    static Optional<Resolution> read(byte[] bytes, int from, int to) {
        if (!startsWith(RESOLUTION, bytes, from, to) && !startsWith(SUCCESSOR, bytes, from, to)) {
            return Optional.empty();
        }
        try {
            return JsonValue.parse(Arrays.copyOfRange(bytes, from, to)) instanceof ObjectValue row
                    ? of(row)
                    : Optional.empty();
        } catch (JsonSyntaxException damaged) {
            return Optional.empty();
        }
    }

    private static boolean startsWith(byte[] start, byte[] bytes, int from, int to) {
        return to - from >= start.length && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
    }

    private static Optional<Resolution> of(ObjectValue row) {
        String time = row.text("time").orElse("");
        Optional<String> predecessor = row.text(QuarantineEntry.AFTER);
        if (predecessor.isPresent()) {
            String successor = row.text("id").orElse("");
            return Optional.of(new Resolution(predecessor.get(), How.REFUSED_AGAIN, time, successor));
        }
        for (How how : How.values()) {
            if (row.text("how").equals(Optional.of(how.word()))) {
                String detail = row.text(how.detailName).orElse("");
                return row.text("resolves").map(id -> new Resolution(id, how, time, detail));
            }
        }
        return Optional.empty();
    }
}
