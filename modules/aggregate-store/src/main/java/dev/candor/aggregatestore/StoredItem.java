package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.WrittenYaml;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import dev.candor.foundation.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An item of the shared file. One that nobody asks for stays the lines that Candor wrote, and is written as it was. */
final class StoredItem {
    private static final int MAX_VALUES = 10_000;

    private final Optional<String> lines;
    private @Nullable ItemStats stats;

    private StoredItem(Optional<String> lines, @Nullable ItemStats stats) {
        this.lines = lines;
        this.stats = stats;
    }

    static StoredItem of(ItemStats stats) {
        return new StoredItem(Optional.empty(), stats);
    }

    /** An item in lines that {@link #writeTo} wrote. */
    static StoredItem written(String lines) {
        return new StoredItem(Optional.of(lines), null);
    }

    ItemStats stats(String id) {
        ItemStats known = stats;
        if (known == null) {
            known = ItemFields.read(id, fields(id), new ArrayList<>());
            stats = known;
        }
        return known;
    }

    private ObjectValue fields(String id) {
        String text = lines.orElse("");
        if (WrittenYaml.part(text).orElseGet(() -> parsed(text, id)) instanceof ObjectValue fields) {
            return fields;
        }
        throw new IllegalStateException("the item " + id + " was written as a mapping, found " + text);
    }

    private static JsonValue parsed(String text, String id) {
        try {
            return YamlReader.readMapping(text, MAX_VALUES).member(id).orElseThrow();
        } catch (YamlSyntaxException e) {
            throw new IllegalStateException("the item " + id + " cannot be read as it was written: " + text, e);
        }
    }

    void writeTo(YamlWriter yaml, String id) {
        if (lines.isPresent()) {
            yaml.lines(lines.get());
        } else {
            yaml.part(id, ItemFields.write(stats(id)));
        }
    }
}
