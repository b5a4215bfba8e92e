package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The named properties of an object schema, found by the bytes of their names. */
final class PropertyTable {
    /** So many fit the bits of a long. */
    static final int MAX_PROPERTIES = 64;

    static final PropertyTable EMPTY = new PropertyTable(List.of(), List.of(), 0);

    private final String[] names;
    private final byte[][] utf8;
    private final int[] hashes;
    private final SchemaNode[] schemas;
    private final long required;

    PropertyTable(List<String> names, List<SchemaNode> schemas, long required) {
        this.names = names.toArray(String[]::new);
        this.schemas = schemas.toArray(SchemaNode[]::new);
        this.required = required;
        this.utf8 = new byte[this.names.length][];
        this.hashes = new int[this.names.length];
        for (int i = 0; i < utf8.length; i++) {
            utf8[i] = this.names[i].getBytes(StandardCharsets.UTF_8);
            hashes[i] = JsonReader.hash(utf8[i]);
        }
    }

    int size() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    SchemaNode schema(int index) {
        return schemas[index];
    }

    /** One bit a property, by its index. */
    long required() {
        return required;
    }

    /**
     * The index of the name the reader has just met, or -1. Rows of one writer keep one order, so the search begins
     * behind the name that was met before.
     */
    int find(JsonReader reader, int before) {
        int hash = reader.textHash();
        int length = hashes.length;
        for (int i = 0, k = before + 1; i < length; i++, k++) {
            if (k >= length) {
                k = 0;
            }
            if (hashes[k] == hash && reader.textEquals(utf8[k])) {
                return k;
            }
        }
        return -1;
    }
}
