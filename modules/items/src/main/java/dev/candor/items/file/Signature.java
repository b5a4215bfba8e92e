package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The signature of an item, {@code kiwi-mcp:validated:TIME:SHA-256} in a comment. It vouches for a part of the item: of a
 * directive the XML element, of knowledge the trimmed text below the front matter, of a tool all but signature and interpreter
 * line. The SHA-256 is that of this part, or that of a JSON object with the id, the version and the SHA-256 of this part.
 *
 * @param type of the item, which decides what is vouched for
 * @param line the number of its line
 * @param newlines how line ends count: as they are, or as a signer has seen them who reads text
 */
record Signature(ItemType type, int line, Newlines newlines) {
    private static final Pattern FORM =
            Pattern.compile("[ \\t]*(?:<!--|#|//)[ \\t]*kiwi-mcp:validated:\\S+?:([0-9a-f]{64})(?:[ \\t]*-->)?\\s*");
    private static final Pattern DIRECTIVE = Pattern.compile("<directive(?=[\\s>])");
    private static final String DIRECTIVE_END = "</directive>";

    /** Among the first lines: a name and what it did, or a long number that is said to be a sum. */
    private static final Pattern FOREIGN_COMMENT = Pattern.compile(
            "[ \\t]*(?:<!--|#|//|--|;)[ \\t]*(?<name>[\\w.-]{1,40}:(?:validated|verified|signed|signature|sig|integrity)\\b"
                    + "|(?i:signature|signed|sha-?(?:1|256|384|512)|checksum|integrity|digest)(?=[^\\w][^\\n]*?"
                    + "(?:[0-9a-fA-F]{40}|[A-Za-z0-9+/]{43}))).*",
            Pattern.DOTALL);
    /** On any line: blocks that programs put around or below a text. */
    private static final Pattern FOREIGN_BLOCK = Pattern.compile(
            "[ \\t]*(?:<!--|#|//|--|;)?[ \\t]*(?<name>-----BEGIN [A-Z ]*SIGN[A-Z ]*-----|SIG # Begin signature block"
                    + "|untrusted comment: signature).*",
            Pattern.DOTALL);

    private static final int FIRST_LINES = 4;

    /** How line ends count. */
    enum Newlines {
        AS_THEY_ARE,
        AS_READ;

        String read(String latin) {
            return this == AS_THEY_ARE ? latin : latin.replace("\r\n", "\n").replace('\r', '\n');
        }
    }

    /**
     * The signature of an item, if it has one.
     *
     * @throws ToolException {@code signature-unknown} when it is of another kind, or its hash is in no form that is known
     */
    static Optional<Signature> of(FoundItem item, ItemText text) throws ToolException {
        List<String> lines = text.lines();
        mustBeFreeOfForeign(lines);
        int line = item.type() == ItemType.TOOL
                        && !lines.isEmpty()
                        && lines.getFirst().startsWith("#!")
                ? 1
                : 0;
        if (line >= lines.size() || !Markdown.isSignature(lines.get(line))) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(lines.get(line));
        if (form.matches()) {
            for (Newlines newlines : Newlines.values()) {
                Signature signature = new Signature(item.type(), line, newlines);
                Optional<String> hash = signature.hash(text);
                if (hash.isPresent() && forms(hash.get(), item).contains(form.group(1))) {
                    return Optional.of(signature);
                }
            }
        }
        throw unknown(
                line,
                "which fits neither its content nor its id, version and content: it was signed in a form that is not known"
                        + " here, or edited afterwards");
    }

    private static void mustBeFreeOfForeign(List<String> lines) throws ToolException {
        for (int i = 0; i < lines.size(); i++) {
            Matcher block = FOREIGN_BLOCK.matcher(lines.get(i));
            Matcher comment = FOREIGN_COMMENT.matcher(lines.get(i));
            boolean isComment = i < FIRST_LINES && !Markdown.isSignature(lines.get(i)) && comment.matches();
            if (isComment || block.matches()) {
                throw unknown(
                        i,
                        "of a kind that is not known here (" + (isComment ? comment : block).group("name")
                                + "), so whether it covers what would be written cannot be told");
            }
        }
    }

    private static ToolException unknown(int line, String why) {
        return new ToolException(
                ToolException.Kind.REFUSED,
                "signature-unknown",
                "Line " + (line + 1) + " has a signature " + why
                        + ". Take it out, bake, and have the item signed again by the program that signed it; nothing was"
                        + " written.");
    }

    /** The SHA-256 of what it vouches for; empty when a directive has no XML element. */
    private Optional<String> hash(ItemText text) {
        return hashedPart(text).map(newlines::read).map(ItemIdentity::hash);
    }

    /** What signers make of the SHA-256 of what they vouch for. */
    private static List<String> forms(String hash, FoundItem item) {
        String id = quoted(item.metadata().name());
        String version = ",\"version\":" + quoted(item.metadata().version());
        String content = "{\"content_hash\":\"" + hash + '"';
        return switch (item.type()) {
            case TOOL -> List.of(hash);
            case DIRECTIVE ->
                List.of(
                        hash,
                        ItemIdentity.hash("{\"directive_name\":" + id + ",\"metadata\":{}" + version
                                + ",\"xml_hash\":\"" + hash + "\"}"));
            case KNOWLEDGE ->
                List.of(
                        hash,
                        ItemIdentity.hash(content + ",\"id\":" + id + ",\"metadata\":" + kind(item) + version + '}'),
                        ItemIdentity.hash(
                                content + ",\"frontmatter\":" + kind(item) + version + ",\"zettel_id\":" + id + '}'));
        };
    }

    /** What the front matter of knowledge says of its kind. */
    private static String kind(FoundItem item) {
        ObjectValue members = ItemMetadata.frontMatter(item.file());
        StringBuilder kind = new StringBuilder();
        for (String key : List.of("category", "entry_type")) {
            kind.append(kind.isEmpty() ? "{" : ",")
                    .append(quoted(Optional.of(key)))
                    .append(':');
            kind.append(ascii(JsonWriter.compact(members.member(key).orElseGet(NullValue::new))));
        }
        return kind + ",\"tags\":"
                + ascii(JsonWriter.compact(members.member("tags").orElseGet(() -> new ArrayValue(List.of())))) + '}';
    }

    private static String quoted(Optional<String> text) {
        return ascii(JsonWriter.compact(JsonValue.of(text.orElse(""))));
    }

    /** JSON as signers write it: what is not ASCII is escaped. */
    private static String ascii(String json) {
        return json.chars()
                .mapToObj(c -> c < 0x80
                        ? Character.toString(c)
                        : "\\u" + HexFormat.of().toHexDigits((char) c))
                .collect(Collectors.joining());
    }

    private Optional<String> hashedPart(ItemText text) {
        return switch (type) {
            case DIRECTIVE -> element(text.latin());
            case KNOWLEDGE ->
                Optional.of(trimmed(Markdown.of(String.join("", text.lines())).body()));
            case TOOL -> {
                List<String> rest = new ArrayList<>(text.lines());
                rest.subList(0, line + 1).clear();
                yield Optional.of(text.mark() + String.join("", rest));
            }
        };
    }

    private static Optional<String> element(String latin) {
        Matcher begin = DIRECTIVE.matcher(latin);
        int end = begin.find() ? latin.indexOf(DIRECTIVE_END, begin.start()) : -1;
        return end < 0 ? Optional.empty() : Optional.of(latin.substring(begin.start(), end + DIRECTIVE_END.length()));
    }

    /** Without white space around it, as Python trims a text. */
    private static String trimmed(String latin) {
        String text = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return new String(text.substring(from, to).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** Whether it vouches for baked statistics too, so that it must be renewed with them. */
    boolean coversStatistics() {
        return type == ItemType.TOOL;
    }

    /** The text with the signature that it should have: with another hash and the same time, so that it can go back. */
    ItemText renewed(ItemText text) {
        if (!coversStatistics()) {
            return text;
        }
        Matcher form = FORM.matcher(text.lines().get(line));
        if (!form.matches()) {
            throw new IllegalStateException("the signature is no longer on line " + (line + 1));
        }
        List<String> lines = new ArrayList<>(text.lines());
        String old = lines.get(line);
        lines.set(line, old.substring(0, form.start(1)) + hash(text).orElseThrow() + old.substring(form.end(1)));
        return text.with(lines);
    }
}
