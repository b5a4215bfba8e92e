package dev.candor.app.http;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.files.ShippedFile;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code config/application.yaml}: the keys of {@link Limits}, all of them, and nothing else. What opens a path, shows
 * details or names an address must not be one edit away, so none of Spring's own keys is taken from a file.
 */
final class ApplicationFile {
    private static final String PATH = "config/application.yaml";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_VALUES = 1000;

    private final String name;
    private final byte[] utf8;

    ApplicationFile(String name, byte[] utf8) {
        this.name = name;
        this.utf8 = utf8;
    }

    /** What people call it: its path. */
    String name() {
        return name;
    }

    /** The one of the installed folder; without a folder, the one on the class path. */
    static ApplicationFile shipped() throws ServerException {
        String home = System.getProperty(ShippedFile.HOME);
        try {
            String name = home == null ? PATH : Path.of(home, PATH).normalize().toString();
            return new ApplicationFile(name, ShippedFile.read(PATH));
        } catch (IOException e) {
            throw new ServerException(
                    "the installation misses " + PATH + ", or it cannot be read: " + Reasons.of(e)
                            + "; install Candor anew",
                    e);
        }
    }

    /** Each key with its value as it is written. */
    Map<String, Object> values() throws ServerException {
        if (utf8.length > MAX_BYTES) {
            throw refusal("expected at most " + MAX_BYTES + " bytes, found more");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        flatten("", mapping(), values);
        List<String> keys = Limits.keys();
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw refusal("expected no other keys than " + String.join(", ", keys) + ", found '" + key + "'");
            }
        }
        for (String key : keys) {
            // an empty value would not be converted, and so not be checked either
            if (values.getOrDefault(key, "").toString().isBlank()) {
                throw refusal("expected " + key + " to have a value, found none");
            }
        }
        return values;
    }

    private ObjectValue mapping() throws ServerException {
        try {
            if (YamlReader.read(utf8, MAX_VALUES) instanceof ObjectValue mapping) {
                return mapping;
            }
            throw refusal("expected a mapping, as in candor: {limits: {…}}, found none");
        } catch (YamlSyntaxException e) {
            throw new ServerException(name + ": expected YAML; " + e.getMessage(), e);
        }
    }

    private void flatten(String prefix, ObjectValue object, Map<String, Object> values) throws ServerException {
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String key = prefix + member.getKey();
            if (member.getValue() instanceof ObjectValue inner) {
                flatten(key + ".", inner, values);
            } else if (values.put(key, text(member.getValue())) != null) {
                throw refusal("expected each key once, found '" + key + "' twice");
            }
        }
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case NullValue none -> "";
            case StringValue string -> string.text();
            default -> JsonWriter.compact(value);
        };
    }

    private ServerException refusal(String sentence) {
        return new ServerException(name + ": " + sentence);
    }
}
