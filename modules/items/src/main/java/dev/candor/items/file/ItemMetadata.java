package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an item says of itself.
 *
 * @param name absent for a script without a version
 * @param warning why nothing could be read, where that is so
 */
public record ItemMetadata(
        Optional<String> name, Optional<String> version, Optional<String> category, Optional<String> warning) {
    private static final Pattern DIRECTIVE = Pattern.compile("<directive\\b([^>]{0,4000})>");
    private static final Pattern CATEGORY = Pattern.compile("<category>([^<]{1,200})</category>");
    private static final Pattern VERSION_VARIABLE = variable("__version__");
    private static final Pattern CATEGORY_VARIABLE = variable("__category__");
    private static final Pattern VERSION_COMMENT =
            Pattern.compile("^(?:#|//)[ \\t]*version:[ \\t]*['\"]?([^\\s'\"]+)", Pattern.MULTILINE);
    /** A part of an id: it must not look like two parts, nor hide anything. */
    private static final Pattern PART = Pattern.compile("[^/@" + ItemIdentity.HIDDEN + "]{1,128}");

    private static final int MAX_CATEGORY = 256;

    private static Pattern variable(String name) {
        return Pattern.compile(
                "^(?:(?:export[ \\t]+)?(?:const|let|var|readonly)[ \\t]+)?" + name
                        + "[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?=[ \\t]*['\"]?([^'\"\\s;]+)",
                Pattern.MULTILINE);
    }

    static ItemMetadata of(ItemType type, ItemFile file) {
        return switch (type) {
            case DIRECTIVE -> directive(file.text());
            case KNOWLEDGE -> named(yaml(Markdown.of(file.text()).frontMatter()), "id", "zettel_id");
            case TOOL ->
                isYaml(file.fileName())
                        ? named(yaml(file.text()), "tool_id", "name")
                        : script(withoutMark(file.text()), FileNames.stem(type, file.fileName()));
        };
    }

    /** The keys of the front matter of a markdown item; none where it is no YAML. */
    static ObjectValue frontMatter(ItemFile file) {
        return yaml(Markdown.of(file.text()).frontMatter()).members();
    }

    /** A byte order mark is no part of the first line. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    public static boolean isYaml(String fileName) {
        return fileName.endsWith(".yaml") || fileName.endsWith(".yml");
    }

    private static ItemMetadata directive(String text) {
        Matcher tag = DIRECTIVE.matcher(text);
        if (!tag.find()) {
            return named(yaml(Markdown.of(text).frontMatter()), "name", "id");
        }
        Map<String, String> attributes = Directive.attributes(tag.group(1));
        return new ItemMetadata(
                part(attributes.get("name")),
                part(attributes.get("version")),
                category(first(CATEGORY, text)),
                Optional.empty());
    }

    private static ItemMetadata script(String text, String stem) {
        Optional<String> version = part(first(VERSION_VARIABLE, text)).or(() -> part(first(VERSION_COMMENT, text)));
        return new ItemMetadata(
                version.isPresent() ? part(stem) : Optional.empty(),
                version,
                category(first(CATEGORY_VARIABLE, text)),
                Optional.empty());
    }

    /** What was found, or why it was not: a broken item has no metadata, which is no reason not to show it. */
    private record Found(ObjectValue members, Optional<String> warning) {}

    private static Found yaml(String text) {
        try {
            return new Found(YamlReader.readMapping(text, ItemRoot.MAX_VALUES), Optional.empty());
        } catch (YamlSyntaxException e) {
            return new Found(
                    new ObjectValue(Map.of()), Optional.of("The item's metadata is no YAML: " + e.sentence() + "."));
        }
    }

    private static ItemMetadata named(Found found, String nameKey, String otherNameKey) {
        return new ItemMetadata(
                part(scalar(found, nameKey)).or(() -> part(scalar(found, otherNameKey))),
                part(scalar(found, "version")),
                category(scalar(found, "category")),
                found.warning());
    }

    private static String scalar(Found found, String key) {
        return switch (found.members().member(key).orElse(new NullValue())) {
            case StringValue string -> string.text();
            case NumberValue number -> number.text();
            default -> "";
        };
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Optional<String> part(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(part -> PART.matcher(part).matches());
    }

    /** A category that can stand in an id: one part or several, with slashes between them. */
    static Optional<String> category(String text) {
        String category = text.strip();
        boolean fine = !CodePoints.exceed(category, MAX_CATEGORY)
                && List.of(category.split("/", -1)).stream()
                        .allMatch(part -> PART.matcher(part).matches());
        return fine ? Optional.of(category) : Optional.empty();
    }
}
