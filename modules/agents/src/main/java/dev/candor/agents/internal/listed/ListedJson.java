package dev.candor.agents.internal.listed;

import dev.candor.agents.internal.listed.JsonBytes.DamagedException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads objects one after another and keeps what is listed of them. Tolerant where nothing is kept: nesting without end,
 * broken Unicode and names that stand twice do no harm. Memory does not grow with what is passed over.
 */
public final class ListedJson {
    /** A longer text is passed over. */
    public static final int MAX_TEXT_BYTES = 4096;

    /** An object in which more is listed counts as damaged. */
    private static final int MAX_KEPT_BYTES = 32 << 20;

    private static final int MAX_ITEMS = 1_000_000;

    private static final ObjectValue EMPTY = new ObjectValue(Map.of());

    private final JsonBytes bytes;
    private final Listing listing;
    private long keptBefore;
    private int items;
    private ObjectValue object = EMPTY;
    private boolean isDamaged;

    private ListedJson(InputStream in, Listing listing, boolean areLines) throws IOException {
        this.bytes = new JsonBytes(in, areLines);
        this.listing = listing;
    }

    /** Over objects of which each stands on a line of its own: a damaged one does not hide the next. */
    public static ListedJson lines(InputStream in, Listing listing) throws IOException {
        return new ListedJson(in, listing, true);
    }

    /** Over one object, on as many lines as it takes. */
    public static ListedJson document(InputStream in, Listing listing) throws IOException {
        return new ListedJson(in, listing, false);
    }

    /** Goes on to the next object, damaged or not; returns whether there is one. */
    public boolean next() throws IOException {
        if (!bytes.skipToText()) {
            return false;
        }
        object = EMPTY;
        keptBefore = bytes.keptBytes();
        items = 0;
        try {
            ObjectValue read = object(listing);
            bytes.skipSpace();
            isDamaged = bytes.current() != '\n' && bytes.current() != JsonBytes.END;
            object = isDamaged ? EMPTY : read;
        } catch (DamagedException e) {
            isDamaged = true;
        }
        if (isDamaged) {
            bytes.skipLine();
        }
        return true;
    }

    /** What is listed of the object; nothing when it is damaged. */
    public ObjectValue object() {
        return object;
    }

    /** Whether it is no whole object of JSON. */
    public boolean isDamaged() {
        return isDamaged;
    }

    /** Whether everything was read: what was damaged last may only be unfinished. */
    public boolean isAtEnd() {
        return bytes.current() == JsonBytes.END;
    }

    /** How many bytes were read so far. */
    public long bytesRead() {
        return bytes.read();
    }

    private ObjectValue object(Listing wanted) throws IOException, DamagedException {
        if (bytes.current() != '{') {
            throw new DamagedException();
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        bytes.advance();
        bytes.skipSpace();
        while (bytes.current() != '}') {
            String name = bytes.text().orElse("");
            bytes.skipSpace();
            bytes.expect(':');
            bytes.skipSpace();
            Optional<Listing> member = wanted.member(name);
            if (member.isPresent()) {
                kept(member.get(), false).ifPresent(value -> members.put(name, value));
            } else {
                bytes.skipValue();
            }
            bytes.skipSpace();
            if (bytes.current() == ',') {
                bytes.advance();
                bytes.skipSpace();
            } else if (bytes.current() != '}') {
                throw new DamagedException();
            }
        }
        bytes.advance();
        return new ObjectValue(members);
    }

    private Optional<JsonValue> kept(Listing wanted, boolean isItem) throws IOException, DamagedException {
        if (wanted.isOnlyPresence()) {
            boolean isAbsent = bytes.current() == 'n' || bytes.current() == 'f';
            bytes.skipValue();
            return isAbsent ? Optional.empty() : Optional.of(new BooleanValue(true));
        }
        switch (bytes.current()) {
            case '{' -> {
                return Optional.of(object(wanted));
            }
            case '[' -> {
                if (!isItem) {
                    return Optional.of(array(wanted));
                }
            }
            case '"' -> {
                Optional<TextLines> lines = wanted.newLines();
                if (lines.isPresent()) {
                    bytes.readLines(lines.get());
                    return Optional.of(lines.get().told());
                }
                if (wanted.isKept()) {
                    return bytes.text().map(JsonValue::of);
                }
            }
            default -> {
                if (wanted.isKept()) {
                    return scalar();
                }
            }
        }
        bytes.skipValue();
        return Optional.empty();
    }

    private JsonValue array(Listing wanted) throws IOException, DamagedException {
        List<JsonValue> items = new ArrayList<>();
        bytes.advance();
        bytes.skipSpace();
        while (bytes.current() != ']') {
            kept(wanted, true).ifPresent(items::add);
            mustBeFew();
            bytes.skipSpace();
            if (bytes.current() == ',') {
                bytes.advance();
                bytes.skipSpace();
            } else if (bytes.current() != ']') {
                throw new DamagedException();
            }
        }
        bytes.advance();
        return JsonValue.of(items);
    }

    private Optional<JsonValue> scalar() throws IOException, DamagedException {
        String word = bytes.word();
        return switch (word) {
            case "true", "false" -> Optional.of(JsonValue.of(word.equals("true")));
            case "null" -> Optional.of(new NullValue());
            default -> {
                try {
                    yield Optional.of(new NumberValue(word));
                } catch (IllegalArgumentException noNumber) {
                    throw new DamagedException();
                }
            }
        };
    }

    private void mustBeFew() throws DamagedException {
        items++;
        if (items > MAX_ITEMS || bytes.keptBytes() - keptBefore > MAX_KEPT_BYTES) {
            throw new DamagedException();
        }
    }
}
