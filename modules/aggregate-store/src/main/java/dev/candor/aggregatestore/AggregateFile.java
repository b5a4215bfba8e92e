package dev.candor.aggregatestore;

import dev.candor.eventlog.Position;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.yaml.WrittenYaml;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import dev.candor.foundation.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code telemetry.yaml}. To the keys of the contract ({@code version, updated, items}) Candor adds
 * {@code log_position}: up to where the log is counted in, in the very file that counts, so that a crash or another
 * program's edit can never separate the two. The last line is an {@link EndMark}.
 *
 * @param aggregates what the file counts
 * @param position up to where in the log; empty when the file does not say
 * @param oddities what could not be read and is left out, a sentence each
 * @param isBlank whether nothing stands in it: a file that was only touched, or emptied by hand
 * @param isCut whether its end is missing; then the aggregates are those of the items that are there as a whole
 */
record AggregateFile(
        Aggregates aggregates, Optional<Position> position, List<String> oddities, boolean isBlank, boolean isCut) {
    private static final String VERSION = "version";
    private static final String UPDATED = "updated";
    private static final String POSITION = "log_position";
    private static final String ITEMS = "items";

    private static final long KNOWN_VERSION = 1;
    private static final int MAX_VALUES = 3_000_000;

    /** The file cannot be used at all. The message says why. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(String sentence) {
            super(sentence);
        }
    }

    /** The file is of a version that is not ours to change. The message says so. */
    static final class ForeignVersionException extends Exception {
        private static final long serialVersionUID = 1L;

        ForeignVersionException(String sentence) {
            super(sentence);
        }
    }

    static AggregateFile read(byte[] bytes) throws BrokenException, ForeignVersionException {
        return switch (EndMark.of(bytes)) {
            case UNTOUCHED -> {
                Parts parts = new Parts();
                yield WrittenYaml.visit(bytes, ITEMS, parts) ? of(parts, false) : of(parsed(bytes), false);
            }
            case CHANGED -> of(parsed(bytes), false);
            case CUT -> of(parsed(EndMark.withoutLastItem(bytes)), true);
        };
    }

    private static Parts parsed(byte[] bytes) throws BrokenException {
        Parts parts = new Parts();
        try {
            YamlReader.visit(bytes, MAX_VALUES, ITEMS, parts);
        } catch (YamlSyntaxException e) {
            throw new BrokenException(e.sentence());
        }
        return parts;
    }

    private static AggregateFile of(Parts parts, boolean cut) throws BrokenException, ForeignVersionException {
        if (parts.document != null && !(parts.document instanceof NullValue)) {
            throw new BrokenException("it must be a mapping with the key items, found " + Oddity.shown(parts.document));
        }
        Map<String, JsonValue> others = parts.members;
        boolean blank = others.isEmpty();
        mustBeKnown(others.remove(VERSION));
        Optional<String> updated = text(others.remove(UPDATED));
        Optional<Position> position = text(others.remove(POSITION)).flatMap(AggregateFile::position);
        mustHoldItems(others.remove(ITEMS));
        return new AggregateFile(new Aggregates(parts.items, others, updated), position, parts.oddities, blank, cut);
    }

    /** Takes the file in parts, an item at a time, so that it takes no more memory than its statistics. */
    private static final class Parts implements YamlReader.Visitor, WrittenYaml.Visitor {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();
        private final Map<String, StoredItem> items = new LinkedHashMap<>();
        private final List<String> oddities = new ArrayList<>();
        private @Nullable JsonValue document;

        @Override
        public void document(JsonValue value) {
            document = value;
        }

        @Override
        public void member(String key, JsonValue value) {
            members.put(key, value);
        }

        @Override
        public void part(String id, String lines) {
            items.put(id, StoredItem.written(lines));
        }

        @Override
        public void part(String id, JsonValue item) {
            if (item instanceof ObjectValue fields) {
                items.put(id, StoredItem.of(ItemFields.read(id, fields, oddities)));
            } else if (!(item instanceof NullValue)) {
                oddities.add("the item " + id + " must be a mapping, found " + Oddity.shown(item));
            }
        }
    }

    private static void mustBeKnown(@Nullable JsonValue version) throws ForeignVersionException {
        String text = version instanceof NumberValue number
                ? number.text()
                : version instanceof StringValue quoted ? quoted.text() : "";
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > KNOWN_VERSION) {
            throw new ForeignVersionException(
                    "it says version " + text + ", and this Candor knows version " + KNOWN_VERSION + " only");
        }
    }

    private static Optional<String> text(@Nullable JsonValue value) {
        return value instanceof StringValue string ? Optional.of(string.text()) : Optional.empty();
    }

    private static Optional<Position> position(String token) {
        try {
            return Optional.of(new Position(token));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void mustHoldItems(@Nullable JsonValue value) throws BrokenException {
        if (value == null || value instanceof NullValue || value instanceof ObjectValue) {
            return;
        }
        if (!value.equals(JsonValue.of(List.of()))) {
            throw new BrokenException("its items must be a mapping by item id, found " + Oddity.shown(value));
        }
    }

    static byte[] write(Aggregates aggregates, Position position) {
        YamlWriter yaml = new YamlWriter();
        EndMark.HEADER.forEach(yaml::comment);
        yaml.gap()
                .member(VERSION, JsonValue.of(KNOWN_VERSION))
                .member(UPDATED, aggregates.updated().map(JsonValue::of).orElseGet(NullValue::new))
                .member(POSITION, JsonValue.of(position.token()))
                .gap();
        if (aggregates.ids().isEmpty()) {
            yaml.member(ITEMS, new ObjectValue(Map.of()));
        } else {
            aggregates.writeTo(yaml.parts(ITEMS));
        }
        aggregates.others().forEach(yaml::member);
        return EndMark.append(yaml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
