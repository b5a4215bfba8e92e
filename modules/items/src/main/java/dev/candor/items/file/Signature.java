package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature of an item, which vouches for a part of it by a SHA-256: of a directive the XML element, of knowledge
 * the trimmed text below the front matter, of a tool all but signature and interpreter line.
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
     * @throws ToolException {@code signature-mismatch} when it does not vouch for what is there
     */
    static Optional<Signature> of(ItemType type, ItemText text) throws ToolException {
        List<String> lines = text.lines();
        int line = type == ItemType.TOOL && !lines.isEmpty() && lines.getFirst().startsWith("#!") ? 1 : 0;
        if (line >= lines.size() || !Markdown.isSignature(lines.get(line))) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(lines.get(line));
        if (form.matches()) {
            for (Newlines newlines : Newlines.values()) {
                Signature signature = new Signature(type, line, newlines);
                if (form.group(1).equals(signature.hash(text).orElse(""))) {
                    return Optional.of(signature);
                }
            }
        }
        throw new ToolException(
                ToolException.Kind.REFUSED,
                "signature-mismatch",
                "The signature on line " + (line + 1)
                        + " does not match the item, which was changed since it was signed."
                        + " Sign it first; nothing was written.");
    }

    /** The SHA-256 of what it vouches for; empty when a directive has no XML element. */
    private Optional<String> hash(ItemText text) {
        return hashedPart(text).map(newlines::read).map(ItemIdentity::hash);
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
