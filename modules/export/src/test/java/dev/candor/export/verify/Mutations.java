package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Changes one thing of a text, whichever a seed picks. */
final class Mutations {
    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A changed value.
     *
     * @param pointer to what was changed
     * @param what was done
     */
    record Mutant(JsonValue value, String pointer, String what) {}

    /** Changes one node of a value, the value itself aside. */
    Mutant of(JsonValue value) {
        List<String> pointers = new ArrayList<>();
        collect(value, "", pointers);
        String target = pointers.get(random.nextInt(pointers.size()));
        String[] what = {""};
        return new Mutant(changed(value, "", target, what), target, what[0]);
    }

    private static void collect(JsonValue value, String pointer, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        if (value instanceof ObjectValue object) {
            object.members().forEach((name, member) -> collect(member, pointer + "/" + name, pointers));
        } else if (value instanceof ArrayValue array) {
            for (int i = 0; i < array.items().size(); i++) {
                collect(array.items().get(i), pointer + "/" + i, pointers);
            }
        }
    }

    private JsonValue changed(JsonValue value, String pointer, String target, String[] what) {
        if (value instanceof ObjectValue object) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> {
                String at = pointer + "/" + name;
                if (!at.equals(target)) {
                    members.put(name, inside(at, target) ? changed(member, at, target, what) : member);
                    return;
                }
                switch (random.nextInt(5)) {
                    case 0 -> what[0] = "removed";
                    case 1 -> {
                        what[0] = "renamed";
                        members.put(name + "x", member);
                    }
                    default -> members.put(name, other(member, what));
                }
            });
            return new ObjectValue(members);
        }
        if (value instanceof ArrayValue array) {
            List<JsonValue> items = new ArrayList<>();
            for (int i = 0; i < array.items().size(); i++) {
                String at = pointer + "/" + i;
                JsonValue item = array.items().get(i);
                if (!at.equals(target)) {
                    items.add(inside(at, target) ? changed(item, at, target, what) : item);
                } else {
                    item(items, item, what);
                }
            }
            return JsonValue.of(items);
        }
        return value;
    }

    private static boolean inside(String at, String target) {
        return target.startsWith(at + "/");
    }

    private void item(List<JsonValue> items, JsonValue item, String[] what) {
        switch (random.nextInt(5)) {
            case 0 -> what[0] = "dropped";
            case 1 -> {
                what[0] = "doubled";
                items.add(item);
                items.add(item);
            }
            case 2 -> {
                what[0] = "moved to the front";
                items.addFirst(item);
            }
            default -> items.add(other(item, what));
        }
    }

    private JsonValue other(JsonValue value, String[] what) {
        if (random.nextInt(4) == 0) {
            what[0] = "made another type";
            return value instanceof StringValue text && random.nextBoolean()
                    ? JsonValue.of(List.of(text))
                    : value instanceof NumberValue number ? JsonValue.of(number.text()) : new JsonValue.NullValue();
        }
        if (value instanceof ObjectValue object) {
            what[0] = "given one more member";
            Map<String, JsonValue> members = new TreeMap<>(object.members());
            members.put("extra", JsonValue.of(1));
            return new ObjectValue(members);
        }
        if (value instanceof ArrayValue array) {
            what[0] = "given one more item";
            List<JsonValue> items = new ArrayList<>(array.items());
            items.add(JsonValue.of("extra"));
            return JsonValue.of(items);
        }
        if (value instanceof NumberValue number) {
            what[0] = "changed by one";
            BigDecimal one = BigDecimal.valueOf(random.nextBoolean() ? 1 : -1);
            return new NumberValue(number.number().add(one).toPlainString());
        }
        if (value instanceof BooleanValue bool) {
            what[0] = "negated";
            return JsonValue.of(!bool.value());
        }
        what[0] = "changed by one character";
        return JsonValue.of(text(((StringValue) value).text()));
    }

    /** A text with one character changed, added or removed. */
    String text(String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        if (text.isEmpty() || random.nextInt(3) == 0) {
            return text.substring(0, at) + "7" + text.substring(at);
        }
        char changed = text.charAt(at) == '7' ? '8' : '7';
        return random.nextBoolean()
                ? text.substring(0, at) + text.substring(at + 1)
                : text.substring(0, at) + changed + text.substring(at + 1);
    }

    /** Lines of which one was dropped, doubled, swapped with the next, or changed by one character. */
    String lines(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.addFirst(lines.remove(at));
            default -> lines.set(at, text(lines.get(at)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A manifest that lists one more file. */
    static String listing(String manifest, String name, byte[] content) throws NoSuchAlgorithmException {
        ObjectValue object = ObjectValue.parse(manifest);
        Map<String, JsonValue> files = new TreeMap<>();
        for (JsonValue file : ((ArrayValue) object.members().get("files")).items()) {
            files.put(((ObjectValue) file).text("name").orElseThrow(), file);
        }
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        files.put(
                name,
                new ObjectValue(new TreeMap<>(Map.of(
                        "bytes", JsonValue.of(content.length),
                        "name", JsonValue.of(name),
                        "sha256", JsonValue.of(sha256)))));
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        members.put("files", JsonValue.of(List.copyOf(files.values())));
        return JsonWriter.compact(new ObjectValue(members)) + "\n";
    }

    /** One of some things. */
    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A bundle in the one layout, as far as what is left of it allows. */
    static String bundle(JsonValue value) {
        StringBuilder text = new StringBuilder("{");
        new TreeMap<>(((ObjectValue) value).members()).forEach((name, member) -> {
            text.append(text.length() == 1 ? "" : ",\n")
                    .append(JsonWriter.compact(JsonValue.of(name)))
                    .append(':');
            if (name.equals("events")
                    && member instanceof ArrayValue events
                    && !events.items().isEmpty()) {
                text.append("[\n")
                        .append(String.join(
                                ",\n",
                                events.items().stream().map(JsonWriter::compact).toList()))
                        .append("\n]");
            } else {
                text.append(JsonWriter.compact(member));
            }
        });
        return text.append("}\n").toString();
    }
}
