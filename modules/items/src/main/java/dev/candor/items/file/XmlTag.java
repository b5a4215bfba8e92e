package dev.candor.items.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The inside of a start tag. Directives are often no well-formed XML as a whole, and need not be. */
final class XmlTag {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z_][\\w.-]{0,63})\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    private XmlTag() {}

    /** Its attributes; of one that stands twice the first. */
    static Map<String, String> attributes(String inside) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(inside);
        while (matcher.find()) {
            String raw = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            attributes.putIfAbsent(matcher.group(1), unescape(raw));
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
