package dev.candor.ingestion;

import dev.candor.foundation.capability.Members;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How an entry left the quarantine. */
@Result
public record Resolution(
        How how,
        @Doc("The entry.") String resolves,
        @Doc("When, ISO 8601 in UTC.") String time,
        @Doc("Of a replay: accepted or duplicate.") Optional<String> receipt,
        @Doc("Why it was dropped.") Optional<String> reason,
        @Doc("The entry with the newer reason.") Optional<String> movedTo) {
    private static final byte[] RESOLUTION = "{\"how\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SUCCESSOR = "{\"after\":".getBytes(StandardCharsets.UTF_8);

    /** The ways out. */
    public enum How {
        /** The row is in its log now. */
        REPLAYED,
        /** Somebody gave it up. */
        DROPPED,
        /** It was refused for another reason, which another entry holds. */
        REFUSED_AGAIN
    }

    static Resolution replayed(String id, String time, String receipt) {
        return new Resolution(How.REPLAYED, id, time, Optional.of(receipt), Optional.empty(), Optional.empty());
    }

    /** An entry was given up, for a reason that may be empty. */
    static Resolution dropped(String id, String time, String reason) {
        Optional<String> why = Optional.of(reason).filter(text -> !text.isEmpty());
        return new Resolution(How.DROPPED, id, time, Optional.empty(), why, Optional.empty());
    }

    static Resolution movedTo(String successor, String id, String time) {
        return new Resolution(How.REFUSED_AGAIN, id, time, Optional.empty(), Optional.empty(), Optional.of(successor));
    }

    /** For a person. */
    String sentence() {
        return Members.word(how).replace('_', ' ') + " at " + time
                + receipt.map(text -> " (" + text + ")").orElse("")
                + reason.map(text -> ": " + text).orElse("")
                + movedTo.map(id -> ", now " + id).orElse("");
    }

    byte[] row() {
        return JsonWriter.compact(ResolutionShape.INSTANCE.write(this)).getBytes(StandardCharsets.UTF_8);
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
        Optional<String> predecessor = row.text("after");
        if (predecessor.isPresent()) {
            return Optional.of(movedTo(row.text("id").orElse(""), predecessor.get(), time));
        }
        return Arrays.stream(How.values())
                .filter(how -> row.text("how").equals(Optional.of(Members.word(how))))
                .findFirst()
                .flatMap(how -> row.text("resolves")
                        .map(id -> new Resolution(
                                how, id, time, row.text("receipt"), row.text("reason"), row.text("moved_to"))));
    }
}
