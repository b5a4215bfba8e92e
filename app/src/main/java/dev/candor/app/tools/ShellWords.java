package dev.candor.app.tools;

import java.util.List;

/** Words as a shell takes them back unchanged. */
public final class ShellWords {
    private ShellWords() {}

    /** The words, each behind a space and in quotes where a shell would read more into it. */
    public static String quoted(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean plain = !word.isEmpty() && word.chars().allMatch(ShellWords::isPlain);
            line.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || "-_./,:=@%+~".indexOf(c) >= 0;
    }
}
